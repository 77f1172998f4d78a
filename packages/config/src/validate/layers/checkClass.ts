import { nearestName, type LayerRegistry } from '@mantile/core';
import type { LayerTypeDocument } from '../../modelConfigDocument.ts';
import type { FindingList } from '../findingList.ts';
import { didYouMean, knownNames, shown } from '../text.ts';

/** Checks what a type of layer says of its support against what the registry has. */
export function checkClass(
  { class: kind, supported, gap_report: report, tensors }: LayerTypeDocument,
  path: string,
  registry: LayerRegistry,
  findings: FindingList,
): void {
  const isKnown = registry.has(kind);
  if (isKnown && !supported) {
    findings.error(
      'config.class_is_supported',
      `${path}.supported`,
      `the registry has ${kind}.`,
      'Set supported to true, and remove gap_report.',
    );
  }
  if (!isKnown && supported) {
    const near = nearestName(kind, registry.kinds);
    findings.error(
      'config.unknown_class',
      `${path}.class`,
      `the registry has no layer class ${shown(kind)}${didYouMean(near)}${knownNames(kind, registry.kinds)}`,
      near === undefined
        ? 'Use a known class, register one of that name, or set supported to false and give a gap report.'
        : `Rename it to "${near}", or set supported to false and give a gap report.`,
    );
  }
  if (!isKnown && !supported) {
    const same = registry.kinds.find((known) => plain(known) === plain(kind));
    if (same !== undefined) {
      const message = `${shown(kind)} is unsupported, and the registry has ${same}.`;
      const fix = `Rename it to "${same}" and set supported to true, if it is that.`;
      findings.warning('config.suspicious_class', `${path}.class`, message, fix);
    }
  }
  const hasReport = typeof report === 'string';
  if (hasReport && report !== '' && report.trim() === '') {
    const fix = 'Name the file of the report.';
    findings.error('config.blank_gap_report', `${path}.gap_report`, 'this names no file.', fix);
  }
  const names = (tensors ?? []).map(({ name }) => name);
  const seen = new Set<string>();
  names.forEach((name, index) => {
    if (seen.has(name)) {
      const message = `${shown(name)} is listed twice in one layer, and counted twice.`;
      const fix = 'Remove one, or correct its name.';
      findings.error('config.duplicate_tensor', `${path}.tensors[${index}].name`, message, fix);
    }
    seen.add(name);
  });
  if (supported && hasReport) {
    const fix = 'Remove gap_report, or set supported to false.';
    findings.error(
      'config.needless_gap_report',
      `${path}.gap_report`,
      'a supported layer has no gap.',
      fix,
    );
  }
  if (!supported && !hasReport) {
    findings.warning(
      'config.missing_gap_report',
      `${path}.gap_report`,
      'an unsupported layer should say where its gap report lies.',
      'Write a gap report from the tensors of the checkpoint, which @mantile/hf does, and name its file here.',
    );
  }
  if (isKnown && tensors !== undefined) {
    findings.warning(
      'config.needless_tensors',
      `${path}.tensors`,
      `the tensors of ${kind} follow from its specs; these are not used.`,
      'Remove tensors.',
    );
  }
}

function plain(kind: string): string {
  return kind
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/layer$/, '');
}
