/** How unequally experts are liked: the shape of a gamma distribution, and where it comes from. */
export interface ExpertPopularity {
  readonly shape: number;
  readonly source: string;
}

/**
 * Shapes of the families that a study of InferenceMAX chose one for, together with the forms of the model: two
 * values, tried on the served rows of one model each, that no fit of this repository moves.
 */
const studied: Readonly<Record<string, ExpertPopularity>> = {
  gpt_oss: { shape: 0.88, source: 'as a study of InferenceMAX chose for gpt-oss-120b' },
  deepseek_v3: { shape: 1.7, source: 'as a study of InferenceMAX chose for DeepSeek R1' },
};

/** Between them, for all others. */
const other: ExpertPopularity = {
  shape: 1.25,
  source: 'between those of gpt-oss-120b and DeepSeek R1: of this model nobody observed it',
};

/** How unequally the experts of a family of models are liked. */
export function expertPopularity(family: string | undefined): ExpertPopularity {
  return family !== undefined && Object.hasOwn(studied, family)
    ? (studied[family] ?? other)
    : other;
}
