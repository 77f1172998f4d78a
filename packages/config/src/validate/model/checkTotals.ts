import { modelParts } from '../../modelConfig.ts';
import type { FindingList } from '../findingList.ts';
import { isRecord, isWhole } from '../text.ts';
import { checkFormatted } from './checkFormatted.ts';
import { explainDifference } from './explainDifference.ts';
import type { ModelView } from './modelView.ts';
import { byPart, sumOf, type Sum } from './totals.ts';

/** Checks total_params and what goes with it against the sum over the layers, to the last parameter. */
export function checkTotals(model: ModelView, findings: FindingList): void {
  const sum = model.hasAllLayers ? sumOf(model.layers) : undefined;
  if (sum !== undefined) checkTotal(model, sum, findings);
  const isKnown = sum?.unknown.length === 0 && isWhole(sum.known);
  checkFormatted(model.input, model.totalParams, isKnown ? sum.known : undefined, findings);
  checkParts(model, findings);
}

function checkTotal(model: ModelView, { known, unknown }: Sum, findings: FindingList): void {
  const { totalParams: stated } = model;
  const path = 'total_params';
  if (!isWhole(known)) {
    const message = 'the layers add up to more parameters than can be counted exactly, 2^53.';
    findings.error('config.too_many_parameters', path, message, 'Check counts and sizes.');
    return;
  }
  if (stated === undefined) return;
  if (unknown.length > 0) {
    noteUnknown(stated, model.input['validated'] === true, { known, unknown }, findings);
    return;
  }
  if (stated === known) return;
  const { said, fix } = explainDifference(stated - known, stated, model);
  findings.error(
    'config.total_mismatch',
    path,
    `the layers add up to ${known} parameters, not ${stated}: ${Math.abs(stated - known)} ${stated > known ? 'less' : 'more'}.${said}`,
    fix ?? `Set total_params to ${known}, if the layers are right.`,
  );
}

function noteUnknown(
  stated: number,
  isValidated: boolean,
  { known, unknown }: Sum,
  findings: FindingList,
): void {
  // What is wrong with a known class has been said; the sum follows when that is right.
  const waiting = unknown.filter(({ layerClass }) => layerClass === undefined);
  const names = waiting
    .slice(0, 10)
    .map(({ document }) => `"${document.name}"`)
    .join(', ');
  if (known > stated) {
    const message = `the layers whose parameters are known alone add up to ${known}, more than ${stated}.`;
    findings.error(
      'config.total_mismatch',
      'total_params',
      message,
      'Correct total_params, or the layers.',
    );
  } else if (waiting.length > 0) {
    if (isValidated) {
      findings.error(
        'config.validated_unchecked',
        'validated',
        'a total that cannot be checked is not validated.',
        'List the tensors of all unsupported layers, or set validated to false.',
      );
    }
    findings.warning(
      'config.total_unchecked',
      'total_params',
      `cannot be checked: nothing says how many parameters ${names} ${waiting.length === 1 ? 'has' : 'have'}. All others add up to ${known}, which leaves ${stated - known}.`,
      'List the tensors of these layers, or state specs.parameter_count.',
    );
  }
}

function checkParts(model: ModelView, findings: FindingList): void {
  const stated = model.input['params_by_part'];
  if (!isRecord(stated) || !model.hasAllLayers) return;
  const parts = byPart(model.layers);
  for (const part of modelParts) {
    const path = `params_by_part.${part}`;
    const value = Object.hasOwn(stated, part) ? stated[part] : undefined;
    const { known, unknown } = sumOf(parts.get(part) ?? []);
    if (unknown.length > 0 || !isWhole(known)) continue;
    if (value === undefined && known === 0) continue;
    if (value !== undefined && !isWhole(value)) continue;
    if (value === known) continue;
    const given = value === undefined ? 'and it is not stated' : `not ${value}`;
    const message = `the layers of this part add up to ${known} parameters, ${given}.`;
    findings.error(
      'config.part_mismatch',
      path,
      message,
      `Set ${path} to ${known}, if the layers are right.`,
    );
  }
  const values = Object.values(stated);
  if (model.totalParams === undefined || !values.every((value) => isWhole(value))) return;
  const sum = values.reduce((total, value) => total + value, 0);
  if (sum === model.totalParams) return;
  const message = `the parts add up to ${sum}, and total_params is ${model.totalParams}.`;
  findings.error(
    'config.part_mismatch',
    'params_by_part',
    message,
    'Correct the one that is wrong.',
  );
}
