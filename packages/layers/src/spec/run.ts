import type { LayerRegistry, ParallelismOptions } from '@mantile/core';
import * as z from 'zod';
import { checkConsistency } from './compare/consistency.ts';
import { definitionsIn } from './check/definitions.ts';
import { checkPreamble } from './check/lines.ts';
import { runCase } from './runCase.ts';
import { checkTable } from './check/tables.ts';
import { Findings, type Finding } from './findings.ts';
import { checkInput } from './input.ts';
import { readDocument } from './read/document.ts';

/**
 * What a run of a spec needs besides its text.
 *
 * @example
 * import { standardLayers } from '@mantile/layers';
 * import type { RunSpecOptions } from '@mantile/layers/spec';
 * const options: RunSpecOptions = { layers: standardLayers, file: 'specs/MLPLayer.md' };
 * options.file // => 'specs/MLPLayer.md'
 * @category Executable specs
 */
export interface RunSpecOptions {
  /** The kinds that the cases may name. */
  readonly layers: LayerRegistry;
  /** How findings name the document. */
  readonly file: string;
}

/**
 * One case as it was run.
 *
 * @category Executable specs
 * @example
 * import type { SpecCaseResult } from '@mantile/layers/spec';
 * const failed = (cases: readonly SpecCaseResult[]) => cases.filter(({ findings }) => findings.length > 0);
 * failed([]) // => []
 */
export interface SpecCaseResult {
  readonly id: string;
  readonly title: string;
  readonly line: number;
  /** The layer kind that it names. */
  readonly kind?: string | undefined;
  readonly phase?: string | undefined;
  readonly parallelism: ParallelismOptions;
  readonly findings: readonly Finding[];
}

/**
 * What a run of a spec found.
 *
 * @category Executable specs
 * @example
 * import { standardLayers } from '@mantile/layers';
 * import { runSpec, type SpecResult } from '@mantile/layers/spec';
 * const result: SpecResult = runSpec('', { layers: standardLayers, file: 'empty.md' });
 * result.passed // => false
 */
export interface SpecResult {
  readonly file: string;
  readonly cases: readonly SpecCaseResult[];
  /** All of them, in the order of the lines. */
  readonly findings: readonly Finding[];
  /** Whether there are cases, and nothing is wrong with them. */
  readonly passed: boolean;
}

const inputSchema = z.strictObject({
  text: z.string({ error: 'expected the text of a spec' }),
  options: z.strictObject(
    {
      layers: z.custom(isRegistry, {
        error: 'expected a registry of layers, such as standardLayers',
      }),
      file: z.string({ error: 'expected the name of the document, for findings' }),
    },
    { error: 'expected an object with layers and file' },
  ),
});

/** By what it does: an application may hold two copies of the package. */
function isRegistry(value: unknown): boolean {
  return typeof (value as Partial<LayerRegistry> | null | undefined)?.get === 'function';
}

/**
 * Runs an executable spec: checks its arithmetic line by line, its tables, its results against the layers,
 * and its cases against each other.
 *
 * @example
 * import { NormLayer, standardLayers } from '@mantile/layers';
 * import { runSpec, writeSpec } from '@mantile/layers/spec';
 * const text = writeSpec({
 *   layer: NormLayer,
 *   prefix: 'NORM',
 *   overview: ['Scales each vector.'],
 *   cases: [
 *     { title: 'one package', spec: { hiddenSize: 64 }, step: { phase: 'prefill', batchSize: 2, seqLen: 8 } },
 *   ],
 * });
 * const options = { layers: standardLayers, file: 'NormLayer.md' };
 * runSpec(text, options).passed // => true
 * const wrong = runSpec(text.replace('`16 * 320 = 5,120`', '`16 * 320 = 5,130`'), options);
 * wrong.findings.map(({ code, stated, computed }) => [code, stated, computed]) // => [['arithmetic.wrong', '5,130', '5,120']]
 * @category Executable specs
 */
export function runSpec(text: string, options: RunSpecOptions): SpecResult {
  checkInput(inputSchema, { text, options });
  const findings = new Findings(options.file);
  const document = readDocument(text, findings);
  if (document.cases.length === 0) {
    findings.add({
      code: 'document.unreadable',
      line: 1,
      message:
        'there is no case: a case begins with a heading such as "# Test MLP-1 \u2014 one package".',
    });
  }
  const definitions = definitionsIn(document, findings);
  const run = document.cases.map((caseText) => {
    findings.caseId = caseText.id;
    return runCase(caseText, definitions, options.layers, findings);
  });
  const tabled = run.map((each) => each.tabled);
  run.forEach(({ tabled: current, text: { tables } }) => {
    findings.caseId = current.id;
    for (const table of tables) checkTable(table, tabled, current, findings);
  });
  findings.caseId = undefined;
  const outside = checkPreamble(document, findings);
  for (const table of document.tables) checkTable(table, tabled, outside, findings);
  checkConsistency(
    run.map(({ compared }) => compared),
    findings,
  );

  const sorted = [...findings.all].sort((one, other) => one.line - other.line);
  const byCase = new Map<string | undefined, Finding[]>();
  for (const finding of sorted) {
    const own = byCase.get(finding.caseId);
    if (own === undefined) byCase.set(finding.caseId, [finding]);
    else own.push(finding);
  }
  return {
    file: options.file,
    cases: run.map(({ text: { id, title, line }, kind, tabled: { phase }, compared }) => ({
      id,
      title,
      line,
      ...(kind !== undefined && { kind }),
      ...(phase !== undefined && { phase }),
      parallelism: compared.specCase.parallelism ?? {},
      findings: byCase.get(id) ?? [],
    })),
    findings: sorted,
    passed: sorted.length === 0,
  };
}
