import type { Finding, FindingCode } from './findings.ts';
import type { SpecResult } from './run.ts';

/** Faults of the document itself: no layer can make them right. */
const ofTheDocument: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'arithmetic.wrong',
  'arithmetic.unreadable',
  'arithmetic.unknown_name',
  'arithmetic.underived',
  'unit.wrong',
  'name.conflict',
  'parameter.invalid',
  'case.duplicate',
  'result.unknown',
  'result.missing',
  'table.wrong',
  'table.unreadable',
  'table.incomplete',
  'formula.differs',
  'formula.divisor',
  'cases.division',
  'cases.total',
  'document.unreadable',
]);

/**
 * Writes what a run found as discrepancy reports, one a case: what the spec expects, what is, why they differ,
 * and whether the spec or the layer is to be mended. Empty when nothing is wrong.
 *
 * @example
 * import { standardLayers } from '@mantile/layers';
 * import { reportDiscrepancies, runSpec } from '@mantile/layers/spec';
 * const result = runSpec('# Test X-1 — wrong\n\n- FLOPs = `2 * 3 = 7`\n', { layers: standardLayers, file: 'x.md' });
 * reportDiscrepancies(result).includes('- [x] Fix the specification') // => true
 * @category Executable specs
 */
export function reportDiscrepancies({ cases, findings, file }: SpecResult): string {
  const sections = [
    ...cases.map(({ id, findings: own }) => section(id, own)),
    section(
      file,
      findings.filter(({ caseId }) => caseId === undefined),
    ),
  ].filter((text) => text !== '');
  return sections.length === 0 ? '' : `# Discrepancy Report\n\n${sections.join('\n')}`;
}

function section(title: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const firstWrong = findings.find(({ code }) => code === 'arithmetic.wrong');
  const parts = findings.map((finding) => entry(finding, firstWrong));
  return `## Test: ${title}\n\n${parts.join('\n')}`;
}

function entry(finding: Finding, firstWrong: Finding | undefined): string {
  const { file, line, stated, computed, message, code, derivation } = finding;
  const isOfTheDocument = ofTheDocument.has(code);
  const analysis = [
    `${message} [${code}]`,
    ...(derivation !== undefined && computed !== undefined
      ? [`Derived: \`${derivation} = ${computed}\`.`]
      : []),
    ...hint(finding, firstWrong),
  ];
  const fixSpec = isOfTheDocument || hint(finding, firstWrong).length > 0;
  const reason = isOfTheDocument
    ? 'the document contradicts itself'
    : 'its own arithmetic leads elsewhere';
  return [
    `### ${file}:${line}`,
    '',
    `**Expected (from the specification)**: ${stated ?? 'nothing'}`,
    `**Actual (${isOfTheDocument ? 'from the arithmetic' : 'from the implementation'})**: ${computed ?? 'nothing'}`,
    '',
    '**Analysis**:',
    '',
    ...analysis,
    '',
    '**Recommendation**:',
    '',
    `- [${fixSpec ? ' ' : 'x'}] Fix the implementation${fixSpec ? '' : ', unless a step above is shown to be wrong'}`,
    `- [${fixSpec ? 'x' : ' '}] Fix the specification${fixSpec ? `: ${reason}` : ''}`,
    '',
  ].join('\n');
}

/** A result that disagrees with the layer, behind arithmetic that is wrong already, is wrong in the document. */
function hint({ code, line }: Finding, firstWrong: Finding | undefined): readonly string[] {
  if (ofTheDocument.has(code) || firstWrong === undefined || firstWrong.line >= line) return [];
  return [
    `Line ${firstWrong.line} is wrong already (${firstWrong.computed ?? 'see there'}), and this may follow from it.`,
  ];
}
