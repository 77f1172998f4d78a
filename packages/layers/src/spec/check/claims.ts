import { localTensor, type Step } from '@mantile/core';
import { exchangesOf, patternNames } from '../exchanges.ts';
import type { Findings } from '../findings.ts';
import type { MeasuredCase } from '../measure.ts';
import type { SpecCase } from '../cases.ts';
import { symbols } from '../names.ts';
import { numeral } from '../numerals.ts';
import type { CaseText, TextLine } from '../read/document.ts';
import { plainText } from '../read/line.ts';

const tensorForm = /^([\w.{}-]{1,120}), \[([\d, ]{1,120})\] in ([\w.-]{1,40}):/;
const stateForm = /^([\w.-]{1,120}), (.{1,200}), in ([\w.-]{1,40}):/;
const exchangeForm = /^([a-z-]{5,20}) among (\d+) packages, (\w+)$/;

/** Checks what a document says in words and shapes of tensors and exchanges. */
export function checkClaims(
  lines: readonly TextLine[],
  { layer }: MeasuredCase,
  step: Step,
  findings: Findings,
): void {
  const tensors = new Map(
    layer.weights.map((tensor) => {
      const dtype = tensor.dtype ?? layer.dtypes.weights;
      const { shape } = localTensor(tensor, layer.parallelism, dtype, layer.numPackages);
      return [tensor.name, `[${shape.map((size) => numeral(size)).join(', ')}] in ${dtype.name}`];
    }),
  );
  const states = new Map(
    layer.state.map(({ name, retention, dtype = layer.dtypes.kvCache }) => [
      name,
      `${retention.description}, in ${dtype.name}`,
    ]),
  );
  const exchanges = exchangesOf(layer, step).map(
    ({ collective, packages, axis, name }) =>
      `${name}: ${patternNames[collective]} among ${packages} packages, ${axis}`,
  );
  for (const line of lines) {
    const text = plainText(line.text);
    const [, name = '', shape, dtype = ''] = tensorForm.exec(text) ?? [];
    if (shape !== undefined)
      claim(findings, line, `[${shape}] in ${dtype}`, tensors.get(name), name);
    const [, part = '', retention, format = ''] = stateForm.exec(text) ?? [];
    if (retention !== undefined && states.has(part)) {
      claim(findings, line, `${retention}, in ${format}`, states.get(part), part);
    }
    if (exchangeForm.test(text)) {
      const operation = line.operation.replace(/^\(\w+\)\s*/, '');
      const stated = `${operation}: ${text}`;
      const computed = exchanges.find((each) => each.startsWith(`${operation}: `));
      if (!exchanges.includes(stated)) claim(findings, line, stated, computed, operation);
    }
  }
}

function claim(
  findings: Findings,
  { number: line }: TextLine,
  stated: string,
  computed: string | undefined,
  name: string,
): void {
  if (stated === computed) return;
  findings.add(
    computed === undefined
      ? { code: 'result.unknown', line, message: `the layer has no ${name}.`, stated }
      : { code: 'result.wrong', line, message: `the layer has ${computed}.`, stated, computed },
  );
}

const bySymbol = new Map(Object.entries(symbols).map(([name, symbol]) => [symbol, name]));

/** Checks that a title such as "decode, TP = 4" speaks of its own case. */
export function checkTitle(
  { title, line }: CaseText,
  specCase: SpecCase,
  findings: Findings,
): void {
  const { parallelism = {}, step } = specCase;
  const degrees = parallelism as Readonly<Record<string, number | undefined>>;
  for (const [stated, symbol = '', degree] of title.matchAll(
    /\b(TP|SP|CP|EP|ADP|DP|PP)\s*=\s*(\d+)/g,
  )) {
    const actual = degrees[bySymbol.get(symbol.toLowerCase()) ?? ''] ?? 1;
    if (actual === Number(degree)) continue;
    const message = `the title does not fit: ${symbol} is ${actual}.`;
    findings.add({
      code: 'parameter.invalid',
      line,
      message,
      stated,
      computed: `${symbol} = ${actual}`,
    });
  }
  const phase = /\b(decode|prefill)\b/i.exec(title)?.[1]?.toLowerCase();
  if (phase === undefined || phase === step.phase) return;
  const message = 'the title does not fit the phase.';
  findings.add({ code: 'parameter.invalid', line, message, stated: phase, computed: step.phase });
}
