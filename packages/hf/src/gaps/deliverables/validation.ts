import { validateModelConfig, type ModelConfigValidation } from '@mantile/config';
import { standardLayers } from '@mantile/layers';
import { code, count, percent, table, words } from '../text/markdown.ts';
import type { DeliverablesInput } from './input.ts';

/** What the config was held against, and what came of it. */
export interface Checked {
  readonly validation?: ModelConfigValidation | undefined;
  readonly allMapped: boolean;
  /** How the parameters stand to the public figure; absent where there is none. */
  readonly difference?: number | undefined;
  readonly sources: readonly string[];
  /** Whether every module is explained, and nothing was found that makes the architecture doubtful. */
  readonly isVerified: boolean;
}

/** Checks the config once more, as a file that somebody will read. */
export function checkConfig(input: DeliverablesInput): Checked {
  const { config, claims = {}, findings, found, layers = standardLayers } = input;
  const validation = config && validateModelConfig(config, { registry: layers });
  const { parameters } = claims;
  const total = config?.total_params;
  const allMapped = config !== undefined && found.gaps.every(({ className }) => className === '');
  const isVerified =
    allMapped &&
    findings.every(({ severity }) => severity !== 'error') &&
    (claims.layers === undefined || claims.layers === config.num_layers);
  return {
    validation,
    allMapped,
    ...(parameters !== undefined &&
      parameters > 0 &&
      total !== undefined && { difference: total / parameters - 1 }),
    sources: [...(claims.sources ?? []), ...(config?.validation_sources ?? [])],
    isVerified,
  };
}

/** A yes, a no, or why neither can be said. */
export function matchText({ claims }: DeliverablesInput, { difference }: Checked): string {
  if (difference !== undefined) {
    return `${Math.abs(difference) <= 0.01 ? 'YES' : 'NO'} (${percent(Math.abs(difference))} difference)`;
  }
  return claims?.parameters === undefined
    ? 'not compared: no public figure was given'
    : 'not compared: there is no config';
}

/** The validation report as a document. */
export function validationMarkdown(input: DeliverablesInput, checked: Checked): string {
  const { config, claims, findings, found } = input;
  const { validation, sources } = checked;
  const all = [...findings, ...(validation?.errors ?? []), ...(validation?.warnings ?? [])];
  return [
    `# Validation report: ${words(found.context.modelName)}`,
    '',
    `- **Config**: ${validation === undefined ? 'none could be made' : validation.valid ? 'PASSED' : 'FAILED'}`,
    `- **Parameters**: ${config === undefined ? `${count(found.context.parameters)} in tensors that nobody explains` : count(config.total_params)}`,
    `- **Public figure**: ${claims?.parameters === undefined ? 'none given' : count(claims.parameters)}; matches: ${matchText(input, checked)}`,
    `- **Layers**: ${config === undefined ? 'not known' : config.num_layers}${claims?.layers === undefined ? '' : `, in public ${claims.layers}`}`,
    `- **Tensors**: ${count(found.tensors)}, of them not explained: ${count(found.unexplainedTensors)}`,
    `- **Sources**: ${sources.map(words).join(', ') || 'none'}`,
    '',
    '## Findings',
    '',
    all.length === 0
      ? 'None.'
      : table(
          ['Severity', 'Code', 'Where', 'What'],
          all.map(({ severity, code: name, path, message }) => [
            severity,
            code(name),
            code(path),
            words(message),
          ]),
        ),
    '',
  ].join('\n');
}
