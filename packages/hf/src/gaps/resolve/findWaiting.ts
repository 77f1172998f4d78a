import type { LayerTypeConfig, ModelConfig } from '@mantile/config';
import { nearestName, type FaultList } from '@mantile/core';
import type { GapRegistryEntry } from '../registry/entry.ts';
import { registryLines, type RegistryLine } from '../registry/readGapRegistry.ts';
import type { ResolveGapRequest } from './request.ts';

/** The row of the registry that is meant; refuses where there is none. */
export function findRow({ gap, registry }: ResolveGapRequest, faults: FaultList): RegistryLine {
  const rows = registryLines(registry);
  const found = rows.find(({ entry }) =>
    typeof gap === 'number' ? entry.number === gap : entry.reportFile === gap,
  );
  if (found === undefined) {
    faults.add({
      code: 'gap.unknown',
      path: 'gap',
      value: gap,
      legal: rows.map(({ entry }) => (typeof gap === 'number' ? entry.number : entry.reportFile)),
      message: 'the registry has no such gap. List the gaps first.',
    });
  }
  faults.throwIfAny();
  return found as RegistryLine;
}

/** The layers that wait for a gap to be closed, and the class that is to close it. */
export function waitingFor(
  entry: GapRegistryEntry,
  model: ModelConfig,
  request: ResolveGapRequest,
  faults: FaultList,
): { readonly waiting: readonly LayerTypeConfig[]; readonly className: string } {
  const { config, layers } = request;
  const waiting = model.layerTypes.filter(
    ({ supported, gapReport }) => !supported && gapReport === entry.reportFile,
  );
  const className = request.className ?? waiting[0]?.class ?? '';
  const isClosed = entry.status === 'Implemented';
  if (waiting.length === 0 && isClosed) {
    faults.add({
      code: 'gap.already_implemented',
      path: 'gap',
      value: entry.number,
      message: `gap ${entry.number}, ${entry.feature}, is Implemented already, and no layer of ${config.model_id} waits for it.`,
    });
  } else if (waiting.length === 0) {
    faults.add({
      code: 'gap.layer_missing',
      path: 'config.layer_types',
      value: entry.reportFile,
      message: `no unsupported layer of ${config.model_id} names this report. Give the config that the gap was found in.`,
    });
  } else if (!layers.has(className)) {
    const near = nearestName(className, layers.kinds);
    faults.add({
      code: 'gap.class_missing',
      path: 'className',
      value: className,
      legal: layers.kinds,
      message:
        className === ''
          ? 'the layer names no class. Name the one that closes the gap.'
          : `no layer class ${className} is registered${near === undefined ? '.' : `, did you mean ${near}?`} Write it and register it, or name the class that closes the gap.`,
    });
  }
  return { waiting, className };
}
