import { validateModelConfig, type Finding, type ModelConfigValidation } from '@mantile/config';
import { standardLayers } from '@mantile/layers';
import { many, percent } from '../text/markdown.ts';
import type { DeliverablesInput } from './input.ts';

/** An answer of the checklist, and why it is not yes. */
export interface Answer {
  readonly is: 'YES' | 'NO' | 'IN PART';
  readonly why?: string | undefined;
}

/** What the config was held against, and what came of it. */
export interface Checked {
  readonly validation?: ModelConfigValidation | undefined;
  /** Everything found, by whomever. */
  readonly findings: readonly Finding[];
  readonly errors: readonly Finding[];
  /** Whether the config is right as a file, and nothing that was found makes it wrong. */
  readonly validity: 'PASSED' | 'FAILED' | 'none';
  /** Whether every layer that the configuration asks for has a class, and its tensors are there. */
  readonly mapped: Answer;
  /** Whether the parameters are those of the public figure; absent where the two cannot be compared. */
  readonly matches?: Answer | undefined;
  /** Whether every module is explained, and nothing was found that makes the architecture doubtful. */
  readonly verified: Answer;
  readonly sources: readonly string[];
}

const tolerance = 0.01;

/** Errors that say nothing against the layers: other figures in public, a packing that nobody knows. */
const besideLayers = /^(validation|quantization)\./;

/** Checks the config once more, as a file that somebody will read, and answers what the summary asks. */
export function checkConfig(input: DeliverablesInput): Checked {
  const { config, claims = {}, layers = standardLayers } = input;
  const validation = config && validateModelConfig(config, { registry: layers });
  const findings = distinct([
    ...input.findings,
    ...(validation?.errors ?? []),
    ...(validation?.warnings ?? []),
  ]);
  const errors = findings.filter(({ severity }) => severity === 'error');
  return {
    validation,
    findings,
    errors,
    validity: validation === undefined ? 'none' : errors.length === 0 ? 'PASSED' : 'FAILED',
    mapped: mappedAnswer(input, errors),
    matches: matchAnswer(input, errors),
    verified: verifiedAnswer(input, findings, errors),
    sources: [...(claims.sources ?? []), ...(config?.validation_sources ?? [])],
  };
}

function mappedAnswer({ config, found }: DeliverablesInput, errors: readonly Finding[]): Answer {
  if (config === undefined) return { is: 'NO', why: 'there is no config' };
  const open = found.gaps.filter(({ className }) => className !== '').length;
  if (open > 0) return { is: 'NO', why: `${many(open, 'gap')} without a class` };
  const against = errors.filter(({ code }) => !besideLayers.test(code)).length;
  return against === 0
    ? { is: 'YES' }
    : { is: 'NO', why: `${many(against, 'error')} among the findings` };
}

function matchAnswer(
  { config, claims }: DeliverablesInput,
  errors: readonly Finding[],
): Answer | undefined {
  const parameters = claims?.parameters;
  if (config === undefined || parameters === undefined || !(parameters > 0)) return undefined;
  const difference = Math.abs(config.total_params / parameters - 1);
  const why = `${percent(difference)} difference`;
  if (difference > tolerance) return { is: 'NO', why };
  const tensorsDiffer = errors.some(({ code }) => code === 'validation.parameters_differ');
  return tensorsDiffer
    ? { is: 'NO', why: `${why} of the config, more of the tensors: see the findings` }
    : { is: 'YES', why };
}

function verifiedAnswer(
  { config, found, claims }: DeliverablesInput,
  findings: readonly Finding[],
  errors: readonly Finding[],
): Answer {
  const no = (why: string): Answer => ({ is: 'NO', why });
  if (config === undefined) return no('there is no config');
  if (errors.length > 0) return no(`${many(errors.length, 'error')} among the findings`);
  const open = found.gaps.filter(({ className }) => className !== '').length;
  if (open > 0) return no(`${many(open, 'gap')} without a class`);
  if (claims?.layers !== undefined && claims.layers !== config.num_layers) {
    return no(`${many(config.num_layers, 'layer')}, and ${claims.layers} in public`);
  }
  if (found.tensors === 0) return no('no tensors were read to hold the configuration against');
  const absent = findings.filter(({ code }) => code === 'hf.piece_absent').length;
  if (absent === 0) return { is: 'YES' };
  const why = `of ${absent === 1 ? 'one sort of layer' : `${absent} sorts of layers`} that the configuration asks for the checkpoint holds nothing`;
  return { is: 'IN PART', why };
}

/** What the summary says of the public figure: a yes, a no, or why neither can be said. */
export function matchText({ claims, config }: DeliverablesInput, { matches }: Checked): string {
  if (matches !== undefined) return answerText(matches);
  if (claims?.parameters === undefined) return 'not compared: no public figure was given';
  return config === undefined
    ? 'not compared: there is no config'
    : 'not compared: the public figure is no number of parameters';
}

/** An answer with its reason. */
export function answerText({ is, why }: Answer): string {
  return why === undefined ? is : `${is} (${why})`;
}

/** The verdict on the config with what speaks against it. */
export function validityText({ validity, errors, validation }: Checked): string {
  if (validity !== 'FAILED')
    return validity === 'none' ? 'none, no config could be made' : validity;
  const beside = validation?.valid === true ? '; as a file it is well formed' : '';
  return `FAILED (${many(errors.length, 'error')}${beside})`;
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map(findings.map((one) => [`${one.code} ${one.path} ${one.message}`, one]));
  return [...seen.values()];
}
