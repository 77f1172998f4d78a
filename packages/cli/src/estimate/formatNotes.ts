import { readLayerName, type ModelConfig } from '@mantile/config';
import { bitsPerElement, resolveDtype, type DtypeName, type EstimateNote } from '@mantile/core';

const halfBits = 16;

/** Of a configuration whose weights lie elsewhere: which formats it is taken to say. */
export function formatNotes(
  text: string,
  { layerTypes }: Pick<ModelConfig, 'layerTypes'>,
): readonly EstimateNote[] {
  const byFormat = new Map<string, Set<string>>();
  for (const { name, dtypes, specs } of layerTypes) {
    for (const format of [dtypes?.weights, specs['expertDtype'] as DtypeName | undefined]) {
      if (format === undefined) continue;
      const dtype = resolveDtype(format);
      if (bitsPerElement(dtype) >= halfBits) continue;
      const known = byFormat.get(dtype.name) ?? new Set<string>();
      byFormat.set(dtype.name, known.add(readLayerName(name).role ?? name));
    }
  }
  if (byFormat.size === 0) return [];
  const taken = [...byFormat].map(([format, roles]) => `${[...roles].join(', ')} in ${format}`);
  const message = `${text} is a configuration without weights: by what it says of their packing, they are taken to be ${taken.join('; ')}, all else as its dtype says. What the checkpoint holds, only its headers tell.`;
  return [{ code: 'model.formats_from_config', message }];
}
