import { readGapRegistry } from '@mantile/hf';
import { currentText } from '../output/plannedFiles.ts';
import type { Workflow } from './workflow.ts';

/**
 * Gaps that were closed in the config that is there, and that a new one would open again: what was resolved is not
 * to be lost on the way. Undefined where there are none; else in words, with what to do.
 */
export function reopenedGaps(out: string, { config, files }: Workflow): string | undefined {
  const path = files.find((file) => file.path.startsWith('model_configs/'))?.path;
  const before = path === undefined ? undefined : currentText(out, path);
  const registry = currentText(out, 'gaps/README.md');
  if (config === undefined || before === undefined || registry === undefined) return undefined;
  const waiting = new Set(config.layer_types.flatMap(({ gap_report: report }) => report ?? []));
  const closed = readGapRegistry(registry).filter(
    ({ status, reportFile }) =>
      status === 'Implemented' &&
      waiting.has(reportFile) &&
      !before.includes(JSON.stringify(reportFile)),
  );
  const [first] = closed;
  if (first === undefined) return undefined;
  const named = closed.map(({ number, feature }) => `${number}, ${feature}`).join('; ');
  return (
    `in ${path ?? ''} ${closed.length === 1 ? 'gap' : 'gaps'} ${named} ${closed.length === 1 ? 'is' : 'are'} resolved, and the new config would open ${closed.length === 1 ? 'it' : 'them'} again. ` +
    `Name another with --id or --out; or delete that file, build, and run mantile gaps resolve ${first.number} once more.`
  );
}
