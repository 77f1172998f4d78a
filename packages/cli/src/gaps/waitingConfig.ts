import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GapRegistryEntry } from '@mantile/hf';
import { currentText } from '../output/plannedFiles.ts';
import { UsageError } from '../usageError.ts';

/** A feature is no layer that a class could be. */
export function refuseFeature({ number, feature, reportFile, layers }: GapRegistryEntry): void {
  if (reportFile !== 'gaps/features.md') return;
  throw new UsageError(
    `gap ${number}, ${feature}, is a feature that has no tensors, and no class closes it: ${reportFile} says what it is about (${layers}).`,
  );
}

/** The one config below the registry's folder that waits for this report. */
export function configOf(
  root: string,
  { number, feature, reportFile, status }: GapRegistryEntry,
): string {
  let names: readonly string[] = [];
  try {
    names = readdirSync(join(root, 'model_configs')).filter((file) => file.endsWith('.json'));
  } catch {
    // Without the folder there are none, which is said below.
  }
  const waiting = names
    .map((file) => `model_configs/${file}`)
    .filter((path) => currentText(root, path)?.includes(JSON.stringify(reportFile)) === true);
  const [first] = waiting;
  if (first !== undefined && waiting.length === 1) return first;
  if (first === undefined && status === 'Implemented') {
    throw new UsageError(
      `gap ${number}, ${feature}, is Implemented already, and no config in ${join(root, 'model_configs')} waits for it.`,
    );
  }
  throw new UsageError(
    waiting.length === 0
      ? `no config in ${join(root, 'model_configs')} waits for ${reportFile}; name one with --config.`
      : `several configs wait for ${reportFile}: ${waiting.join(', ')}; name one with --config.`,
  );
}
