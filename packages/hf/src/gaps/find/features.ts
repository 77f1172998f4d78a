type Fields = Readonly<Record<string, unknown>>;

/** Something that a configuration says, that has no effect on any shape. */
export interface Feature {
  /** The field that says it. */
  readonly field: string;
  readonly name: string;
  readonly type: string;
  /** What it does, and what is to be thought of. */
  readonly meaning: string;
}

const ropeFields = [
  'rope_scaling.rope_type',
  'rope_scaling.type',
  'rope_parameters.rope_type',
] as const;

const ropeTypes: Readonly<Record<string, string>> = {
  yarn: 'YaRN rotates low frequencies by less, and scales logits by a constant.',
  linear: 'Positions are divided by a factor.',
  dynamic: 'The base grows with the length of the sequence.',
  llama3: 'Low frequencies are divided by a factor, high ones kept, those between blended.',
  longrope: 'Each frequency has a factor of its own, one for short and one for long sequences.',
  su: 'Each frequency has a factor of its own, one for short and one for long sequences.',
  mrope: 'Sections of a head rotate by time, height and width of an image.',
  proportional: 'Only part of each head rotates, at frequencies of the whole.',
};

const numeric: readonly (readonly [field: string, name: string, meaning: string])[] = [
  [
    'attn_logit_softcapping',
    'soft cap of attention logits',
    'Scores pass a tanh: about two FLOPs per pair, which kernels fuse; some kernels do not support it.',
  ],
  [
    'final_logit_softcapping',
    'soft cap of output logits',
    'Logits pass a tanh: about two FLOPs per entry of the vocabulary and token.',
  ],
  [
    'logit_scale',
    'scale of output logits',
    'One multiplication per logit, which fuses with the head.',
  ],
  [
    'residual_multiplier',
    'scale of residual branches',
    'One multiplication per element, which fuses with the addition.',
  ],
  [
    'embedding_multiplier',
    'scale of embeddings',
    'One multiplication per element of the looked up row.',
  ],
];

/** Features that a configuration states, and that neither shapes nor the cost of a step show. */
export function featuresOf(config: Fields): readonly Feature[] {
  const features: Feature[] = [];
  for (const prefix of ['', 'text_config.']) {
    for (const field of ropeFields) {
      const value = lookUp(config, prefix + field);
      if (typeof value !== 'string' || value === 'default' || value === '') continue;
      const known = Object.hasOwn(ropeTypes, value) ? ropeTypes[value] : undefined;
      features.push({
        field: prefix + field,
        name: `${value} RoPE scaling`,
        type: 'Position',
        meaning: `${known ?? 'What this type does is not known here.'} Frequencies are computed, not stored: the cost of a step is that of plain RoPE.`,
      });
      break;
    }
    for (const [field, name, meaning] of numeric) {
      const value = lookUp(config, prefix + field);
      if (typeof value !== 'number' || value === 0 || value === 1) continue;
      features.push({ field: prefix + field, name, type: 'Scale', meaning });
    }
  }
  return features;
}

/** A field by its dotted name. */
function lookUp(fields: Fields, path: string): unknown {
  let value: unknown = fields;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Fields)[key];
  }
  return value;
}
