import type { Findings } from '../findings.ts';
import { numeral } from '../numerals.ts';
import { agrees } from './compare.ts';
import type { Scope } from './scope.ts';

/** A name with the value that a statement gives it. */
interface Binding {
  readonly name: string;
  readonly value: number;
  /** What rounded figures in it may account for. */
  readonly slack: number;
  readonly line: number;
}

/** Lets a name stand for a value; it must agree with the layer where it is a metric, and with what it stood for. */
export function bindName(
  scope: Scope,
  findings: Findings,
  { name, value, slack, line }: Binding,
): void {
  const measured = scope.measured(name);
  if (measured !== undefined && !agrees(value, measured, slack)) {
    findings.add({
      code: 'result.wrong',
      line,
      message: `${name} comes to ${numeral(value)} here, and to ${numeral(measured)} in the layer.`,
      stated: numeral(value),
      computed: numeral(measured),
    });
  }
  const earlier = scope.own(name);
  if (earlier !== undefined && !agrees(value, earlier, slack)) {
    findings.add({
      code: 'name.conflict',
      line,
      message: `${name} is ${numeral(value)} here, and was ${numeral(earlier)} before.`,
      stated: numeral(value),
      computed: numeral(earlier),
    });
    return;
  }
  // A metric that the layer gives keeps its full precision.
  scope.define(name, measured !== undefined && agrees(value, measured, slack) ? measured : value);
}
