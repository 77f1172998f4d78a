import {
  decodeModelConfig,
  encodeModelConfig,
  type Finding,
  type ModelConfigDocument,
} from '@mantile/config';
import { FaultList, nearestName, type LayerRegistry } from '@mantile/core';
import type { DeliverableFile } from '../deliverables/input.ts';
import type { GapRegistryEntry } from '../registry/entry.ts';
import { registryLines, type RegistryLine } from '../registry/readGapRegistry.ts';
import { registryRow } from '../registry/writeGapRegistry.ts';
import { archiveCases } from './archive.ts';
import { checkCases } from './checkCases.ts';
import { placeType } from './placeType.ts';
import { standardName } from './standardName.ts';
import { storedBytesFindings } from './storedBytes.ts';
import { supportedType } from './supportedType.ts';

/**
 * What it takes to close a gap.
 *
 * @example
 * import type { ResolveGapRequest } from '@mantile/hf';
 * const gap: ResolveGapRequest['gap'] = 'gaps/mixer.md';
 * gap // => 'gaps/mixer.md'
 * @category Gap reports
 */
export interface ResolveGapRequest {
  /** Its number in the registry, or its report file. */
  readonly gap: number | string;
  /** The text of `gaps/README.md`. */
  readonly registry: string;
  /** The model config that holds the unsupported layer. */
  readonly config: ModelConfigDocument;
  /** The text of the gap's cases, as they are after the class was written. */
  readonly cases: string;
  /** The file that they stand in, for what is said of them; the one beside the report when absent. */
  readonly casesFile?: string | undefined;
  /** The kinds that there are now. */
  readonly layers: LayerRegistry;
  /** The class, where it has another name than the config expects. */
  readonly className?: string | undefined;
  /** The spec of the layer in this model, in camelCase; that of the first case when absent. */
  readonly specs?: Readonly<Record<string, unknown>> | undefined;
  /** Its name in the model config from now on, such as `attention.mixer`; made from the type of the gap when absent. */
  readonly layerName?: string | undefined;
  /** The text of the kind's own spec file, where there is one. */
  readonly canonical?: string | undefined;
}

/**
 * A closed gap: the files that change, and what they say now.
 *
 * @example
 * import type { ResolvedGap } from '@mantile/hf';
 * const paths = ({ files }: ResolvedGap) => files.map(({ path }) => path);
 * paths.length // => 1
 * @category Gap reports
 */
export interface ResolvedGap {
  readonly entry: GapRegistryEntry;
  readonly config: ModelConfigDocument;
  /** How the cases are called in the kind's own spec file; none where they lie there already. */
  readonly archived: readonly string[];
  /** Registry, config and the kind's spec file, as far as they change. */
  readonly files: readonly DeliverableFile[];
  /** What is worth knowing all the same, such as weights that the files hold in another format than the class. */
  readonly findings: readonly Finding[];
}

/**
 * Closes a gap: the class must exist, its cases must pass, and its parameters must be those of the tensors. Then the
 * layer is supported, the registry says so, and the cases move to the kind's own spec file without the model's names.
 * Where the registry says so already, only the config of a further model changes.
 * Refuses with `gap.unknown`, `gap.already_implemented`, `gap.layer_missing`, `gap.class_missing`, `gap.cases_fail`,
 * `gap.too_few_cases`, `gap.spec_refused`, `gap.parameters_differ` or `gap.archive_fails`. Writes nothing.
 *
 * @example
 * import { MantileError } from '@mantile/core';
 * import { resolveGap, writeGapRegistry, type ResolveGapRequest } from '@mantile/hf';
 * import { standardLayers } from '@mantile/layers';
 * const config = {
 *   model_id: 'toy', name: 'Toy', hidden_size: 8, num_layers: 1, vocab_size: 16,
 *   total_params: 20, total_params_formatted: '20', layer_types: [], validated: false,
 * };
 * const request: ResolveGapRequest = { gap: 7, registry: writeGapRegistry([]), config, cases: '', layers: standardLayers };
 * let code: string | undefined;
 * try {
 *   resolveGap(request);
 * } catch (error) {
 *   if (MantileError.isInstance(error)) code = error.code;
 * }
 * code // => 'gap.unknown'
 * @category Gap reports
 */
export function resolveGap(request: ResolveGapRequest): ResolvedGap {
  const { registry, config, cases, layers, canonical } = request;
  const faults = new FaultList();
  const { line, entry } = findRow(request, faults);
  const model = decodeModelConfig(config);
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
  faults.throwIfAny();
  const { casesFile = entry.reportFile.replace(/\.md$/, '_tests.md') } = request;
  checkCases(cases, className, layers, casesFile, faults);
  faults.throwIfAny();
  let types = model.layerTypes;
  const findings: Finding[] = [];
  for (const type of waiting) {
    const name = standardName(request.layerName, type.name, entry.type, types);
    const supported = { ...supportedType(type, className, request, faults), name };
    types = placeType(types, type, supported);
    if (faults.isEmpty) findings.push(...storedBytesFindings(model, type, supported, layers));
  }
  faults.throwIfAny();
  const changed = encodeModelConfig({ ...model, layerTypes: types });
  const configFile = {
    path: `model_configs/${stemOf(config.model_id)}.json`,
    text: `${JSON.stringify(changed, undefined, 2)}\n`,
  };
  // Another model's config may have waited for the same class: registry and cases are where they belong already.
  if (isClosed) return { entry, config: changed, archived: [], files: [configFile], findings };
  const names = [config.model_id, config.hf_model_id, config.name].flatMap((name) => name ?? []);
  const archive = archiveCases(className, cases, canonical, { names });
  const specFile = `specs/${stemOf(className)}.md`;
  checkCases(archive.text, className, layers, specFile, faults, 'gap.archive_fails');
  faults.throwIfAny();
  const closed: GapRegistryEntry = { ...entry, status: 'Implemented' };
  const lines = registry.split(/\r\n|\n|\r/);
  lines[line] = registryRow(closed);
  return {
    entry: closed,
    config: changed,
    archived: archive.ids,
    files: [
      { path: 'gaps/README.md', text: lines.join('\n') },
      configFile,
      { path: specFile, text: archive.text },
    ],
    findings,
  };
}

function findRow({ gap, registry }: ResolveGapRequest, faults: FaultList): RegistryLine {
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

function stemOf(name: string): string {
  return (
    name
      .slice(0, 120)
      .replace(/[^\w.-]/g, '_')
      .replace(/^\.+/, '_') || 'model'
  );
}
