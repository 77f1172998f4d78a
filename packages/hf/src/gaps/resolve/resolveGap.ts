import { decodeModelConfig, encodeModelConfig, type Finding } from '@mantile/config';
import { FaultList } from '@mantile/core';
import type { GapRegistryEntry } from '../registry/entry.ts';
import { registryRow } from '../registry/writeGapRegistry.ts';
import { archiveCases } from './archive.ts';
import { checkCases, hasCasesOf } from './checkCases.ts';
import { checkChanged, checkName, checkPart } from './checkChanged.ts';
import { closeByKind } from './closeByKind.ts';
import { findRow, waitingFor } from './findWaiting.ts';
import { placeType } from './placeType.ts';
import type { ResolvedGap, ResolveGapRequest } from './request.ts';
import { standardName } from './standardName.ts';
import { storedBytesFindings } from './storedBytes.ts';
import { supportedType } from './supportedType.ts';

/**
 * Closes a gap: the class must exist, its cases must pass, and its parameters must be those of the tensors. Then the
 * layer is supported, the registry says so, and the cases move to the kind's own spec file without the model's names.
 * A kind that exists needs no cases where `specs` are given with which it has the very tensors of the gap. Where the
 * registry says so already, only the config of a further model changes, and cases that are new are added.
 * Refuses with `gap.unknown`, `gap.already_implemented`, `gap.layer_missing`, `gap.class_missing`, `gap.cases_fail`,
 * `gap.too_few_cases`, `gap.spec_refused`, `gap.parameters_differ`, `gap.tensors_differ`, `gap.name_refused`,
 * `gap.part_unclear`, `gap.config_invalid` or `gap.archive_fails`. Writes nothing.
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
  const { registry, config, cases, layers, canonical, specs } = request;
  const faults = new FaultList();
  checkName(request.layerName, faults);
  const { line, entry } = findRow(request, faults);
  const model = decodeModelConfig(config);
  const { waiting, className } = waitingFor(entry, model, request, faults);
  checkPart(request.layerName, waiting, faults);
  faults.throwIfAny();
  const isClosed = entry.status === 'Implemented';
  const { casesFile = entry.reportFile.replace(/\.md$/, '_tests.md') } = request;
  const byTensors = specs !== undefined && !hasCasesOf(className, cases, layers);
  if (!byTensors) checkCases(cases, className, layers, casesFile, faults);
  faults.throwIfAny();
  let types = model.layerTypes;
  const findings: Finding[] = [];
  for (const type of waiting) {
    const name = standardName(request.layerName, type.name, entry.type, types);
    if (byTensors) {
      types = closeByKind(types, type, { className, specs, name, layers }, faults);
      continue;
    }
    const supported = { ...supportedType(type, className, request, faults), name };
    types = placeType(types, type, supported);
    if (faults.isEmpty) findings.push(...storedBytesFindings(model, type, supported, layers));
  }
  faults.throwIfAny();
  const changed = encodeModelConfig({ ...model, layerTypes: types });
  checkChanged(config, changed, layers, faults);
  faults.throwIfAny();
  const configFile = {
    path: `model_configs/${stemOf(config.model_id)}.json`,
    text: `${JSON.stringify(changed, undefined, 2)}\n`,
  };
  const closed: GapRegistryEntry = { ...entry, status: 'Implemented' };
  const lines = registry.split(/\r\n|\n|\r/);
  lines[line] = registryRow(closed);
  const files = [
    ...(isClosed ? [] : [{ path: 'gaps/README.md', text: lines.join('\n') }]),
    configFile,
  ];
  const done = { entry: closed, config: changed, findings } as const;
  if (byTensors) return { ...done, checkedBy: 'tensors', archived: [], files };
  const names = [config.model_id, config.hf_model_id, config.name].flatMap((name) => name ?? []);
  // The cases of a class that another model brought in may lie in its spec file already.
  const archive = archiveCases(className, cases, canonical, { names });
  const { ids: archived, text } = archive;
  if (archived.length === 0) return { ...done, checkedBy: 'cases', archived, files };
  const specFile = `specs/${stemOf(className)}.md`;
  checkCases(text, className, layers, specFile, faults, 'gap.archive_fails');
  faults.throwIfAny();
  return { ...done, checkedBy: 'cases', archived, files: [...files, { path: specFile, text }] };
}

function stemOf(name: string): string {
  return (
    name
      .slice(0, 120)
      .replace(/[^\w.-]/g, '_')
      .replace(/^\.+/, '_') || 'model'
  );
}
