import { nearestName } from '@mantile/core';
import { didYouMean, shown } from '../validate/text.ts';
import type { Findings } from './findings.ts';
import type { MapNode } from './sourceNode.ts';
import type { Variables } from './variables.ts';

/** Takes over the variables of a manifest, and those of the preset that is chosen. */
export function declareVariables(
  root: MapNode,
  preset: string | undefined,
  variables: Variables,
  findings: Findings,
): void {
  const declared = root.entries.get('variables');
  if (declared?.value.kind === 'map') variables.declare(declared.value, 'variables');
  else if (declared !== undefined) {
    findings.error(
      declared.value,
      'manifest.value',
      'variables',
      'expected a map of variables.',
      'Write "name: value" below it.',
    );
  }
  const presets = root.entries.get('presets');
  if (presets !== undefined && presets.value.kind !== 'map') {
    findings.error(
      presets.value,
      'manifest.value',
      'presets',
      'expected a map of presets, each a map of variables.',
      'Write the name of a preset below it, and variables below that.',
    );
    return;
  }
  const known = presets?.value.kind === 'map' ? presets.value.entries : new Map<string, never>();
  for (const [name, { value }] of known) {
    if (value.kind === 'map') continue;
    const message = 'expected a map of variables.';
    findings.error(
      value,
      'manifest.value',
      `presets.${name.slice(0, 60)}`,
      message,
      'Write "name: value" below it.',
    );
  }
  if (preset === undefined) return;
  const chosen = known.get(preset)?.value;
  if (chosen?.kind === 'map') variables.declare(chosen, `presets.${preset}`);
  if (chosen !== undefined) return;
  const names = [...known.keys()];
  const message = `there is no preset ${shown(preset)}${didYouMean(nearestName(preset, names))} Known: ${names.slice(0, 20).join(', ') || 'none'}.`;
  const place = presets?.value ?? root;
  findings.error(
    place,
    'manifest.unknown_preset',
    'presets',
    message,
    'Choose a preset of the manifest.',
  );
}
