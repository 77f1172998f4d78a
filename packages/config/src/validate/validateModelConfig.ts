import type { LayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { decodeModelConfig } from '../codec/decodeModelConfig.ts';
import type { ModelConfig } from '../modelConfig.ts';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import { FindingList } from './findingList.ts';
import { checkMetadata } from './layers/checkMetadata.ts';
import { viewLayerType, type LayerView } from './layers/layerView.ts';
import { checkCounts } from './model/checkCounts.ts';
import { checkIdentity } from './model/checkIdentity.ts';
import { checkNames } from './model/checkNames.ts';
import { checkNorms } from './model/checkNorms.ts';
import { checkRoles } from './model/checkRoles.ts';
import { checkSizes } from './model/checkSizes.ts';
import { checkSuspicions } from './model/checkSuspicions.ts';
import { checkTables } from './model/checkTables.ts';
import { checkTotals } from './model/checkTotals.ts';
import type { ModelView } from './model/modelView.ts';
import { readInput } from './read/readInput.ts';
import { checkShape } from './shape.ts';
import { isRecord, isWhole } from './text.ts';
import type { ModelConfigValidation, ValidationOptions } from './validation.ts';

/** More types of layers than are looked at one by one: no model has as many. */
const mostLayerTypes = 10_000;

/**
 * Says all that is wrong with a model config, and what to do about it: keys and types, names and classes, the specs
 * of every layer by its class, counts, and all totals to the last parameter. It never throws, whatever it is given.
 *
 * @example
 * import { validateModelConfig } from '@mantile/config';
 * const { valid, errors } = validateModelConfig({
 *   model_id: 'toy',
 *   name: 'Toy',
 *   hidden_size: 64,
 *   num_layers: 1,
 *   vocab_size: 1000,
 *   total_params: 64,
 *   total_params_formatted: '64',
 *   layer_types: [
 *     { name: 'norm', class: 'RMSNormLayer', count: 2, supported: true, specs: { hidden_size: 64 } },
 *   ],
 *   validated: false,
 * });
 * valid // => false
 * errors.map(({ code, path, fix }) => [code, path, fix])[0] // => [
 * //   'config.total_mismatch', 'total_params', 'Set total_params to 128, if the layers are right.']
 * @category Model configs
 */
export function validateModelConfig(
  input: unknown,
  options: ValidationOptions = {},
): ModelConfigValidation {
  const { registry = standardLayers, fileName, strict = false } = options;
  const findings = new FindingList();
  const object = readInput(input, findings);
  let document: ModelConfigDocument | undefined;
  if (object !== undefined && isInCode(object)) {
    findings.error(
      'config.form_of_code',
      '',
      'this is the form that code has, in camelCase; files are in snake_case.',
      'Give what encodeModelConfig makes of it.',
    );
  } else if (object !== undefined) {
    document = checkShape(object, findings);
    checkFacts(viewModel(object, registry, findings), fileName, findings);
  }
  const errors = findings.all.filter(({ severity }) => severity === 'error');
  const warnings = findings.all.filter(({ severity }) => severity !== 'error');
  return {
    valid: errors.length === 0 && (!strict || warnings.length === 0),
    errors,
    warnings,
    config: document === undefined ? undefined : decoded(document),
  };
}

/** Whether this is a `ModelConfig`: every single key would be reported otherwise. */
function isInCode(input: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(input['layerTypes']) && input['layer_types'] === undefined;
}

function viewModel(
  input: Readonly<Record<string, unknown>>,
  registry: LayerRegistry,
  findings: FindingList,
): ModelView {
  const { layer_types: types } = input;
  const listed: readonly unknown[] = Array.isArray(types) ? types.slice(0, mostLayerTypes) : [];
  const layers: LayerView[] = [];
  listed.forEach((type, index) => {
    if (!isRecord(type) || findings.isFull) return;
    const view = viewLayerType(type, `layer_types[${index}]`, registry, findings);
    if (view !== undefined) layers.push(view);
  });
  const whole = (key: string): number | undefined => {
    const value = input[key];
    return isWhole(value, 1) ? value : undefined;
  };
  return {
    input,
    hiddenSize: whole('hidden_size'),
    numLayers: whole('num_layers'),
    vocabSize: whole('vocab_size'),
    totalParams: isWhole(input['total_params']) ? input['total_params'] : undefined,
    layers,
    hasAllLayers: Array.isArray(types) && types.length > 0 && types.length === layers.length,
  };
}

function checkFacts(model: ModelView, fileName: string | undefined, findings: FindingList): void {
  checkIdentity(model.input, fileName, findings);
  checkNames(model.layers, findings);
  for (const view of model.layers) checkMetadata(view, model, findings);
  checkCounts(model, findings);
  checkSizes(model, findings);
  checkTables(model, findings);
  checkTotals(model, findings);
  checkSuspicions(model, findings);
  checkNorms(model, findings);
  checkRoles(model, findings);
}

/** A document of the right shape may still hold keys that code cannot have; they have been noted. */
function decoded(document: ModelConfigDocument): ModelConfig | undefined {
  try {
    return decodeModelConfig(document);
  } catch {
    return undefined;
  }
}
