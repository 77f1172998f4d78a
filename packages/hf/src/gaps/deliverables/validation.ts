import { code, count, table, words } from '../text/markdown.ts';
import { matchText, validityText, type Checked } from './checked.ts';
import type { DeliverablesInput } from './input.ts';

/** The validation report as a document. */
export function validationMarkdown(input: DeliverablesInput, checked: Checked): string {
  const { config, claims, found } = input;
  const { sources, findings } = checked;
  return [
    `# Validation report: ${words(found.context.modelName)}`,
    '',
    `- **Config**: ${validityText(checked)}`,
    `- **Parameters**: ${parametersText(input)}`,
    `- **Public figure**: ${claims?.parameters === undefined ? 'none given' : count(claims.parameters)}; matches: ${matchText(input, checked)}`,
    `- **Layers**: ${config === undefined ? 'not known' : config.num_layers}${claims?.layers === undefined ? '' : `, in public ${claims.layers}`}`,
    `- **Tensors**: ${count(found.tensors)}, of them not explained: ${count(found.unexplainedTensors)}${unreadText(found.unreadTensors)}`,
    `- **Sources**: ${sources.map(words).join(', ') || 'none'}`,
    '',
    '## Findings',
    '',
    findings.length === 0
      ? 'None.'
      : table(
          ['Severity', 'Code', 'Where', 'What', 'What to do'],
          findings.map(({ severity, code: name, path, message, fix = '' }) => [
            severity,
            code(name),
            code(path),
            words(message),
            words(fix),
          ]),
        ),
    '',
  ].join('\n');
}

function unreadText(tensors: number): string {
  return tensors === 0
    ? ''
    : `; held against nothing, as the configuration makes no layer for them: ${count(tensors)}`;
}

/** The parameters of the config; without one, those that tensors show, where there are any. */
export function parametersText({ config, found }: DeliverablesInput): string {
  if (config !== undefined) return count(config.total_params);
  return found.tensors === 0 || found.unreadTensors > 0
    ? 'not known'
    : `${count(found.context.parameters)} in tensors that nobody explains`;
}
