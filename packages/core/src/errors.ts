import { describeValue } from './internal/describeValue.ts';

/**
 * The codes that core gives its faults; packages above add their own.
 *
 * @example
 * import { MLPLayer } from '@mantile/layers';
 * import { MantileError, type FaultCode } from '@mantile/core';
 * let code: FaultCode | undefined;
 * try {
 *   new MLPLayer({ hiddenSize: 1024, intermediateSize: 4096, parallelism: { tensorParallel: 3 } });
 * } catch (error) {
 *   if (MantileError.isInstance(error)) code = error.code;
 * }
 * code // => 'parallelism.indivisible'
 * @category Errors
 */
export type FaultCode =
  | 'option.invalid'
  | 'option.unknown'
  | 'spec.invalid'
  | 'dtype.unknown'
  | 'dtype.invalid'
  | 'dtype.unknown_role'
  | 'parallelism.unknown_axis'
  | 'parallelism.invalid_degree'
  | 'parallelism.unsupported_axis'
  | 'parallelism.indivisible'
  | 'step.invalid'
  | 'hardware.invalid'
  | 'hardware.dtype_missing'
  | 'hardware.link_missing'
  | 'hardware.too_few_packages'
  | 'hardware.efficiency_missing'
  | 'hardware.efficiency_invalid'
  | 'hardware.efficiency_mismatch'
  | 'hardware.figure_missing'
  | 'hardware.implausible'
  | `hardware.unknown_${'chip' | 'key' | 'link' | 'system'}`
  | `hardware_json.${'invalid' | 'syntax'}`
  | `measurement.${'cell_count' | 'column_missing' | 'column_unknown' | 'unknown_table'}`
  | `measurement.${'faster_than_peak' | 'implausible_time' | 'not_a_rate' | 'rate_missing'}`
  | 'measurement.too_few'
  | 'model.invalid'
  | 'registry.duplicate_kind'
  | 'registry.unknown_kind'
  // Open on purpose: other packages bring codes of their own, and the listed ones keep completing.
  | (string & {});

/**
 * One thing wrong with an input: what, where, which value, and what would have been legal.
 *
 * @example
 * import { resolveParallelism, MantileError, type Fault } from '@mantile/core';
 * let faults: readonly Fault[] = [];
 * try {
 *   resolveParallelism({ tensorParallel: 0 });
 * } catch (error) {
 *   if (MantileError.isInstance(error)) faults = error.faults;
 * }
 * faults.map(({ code, path, value }) => [code, path, value]) // => [['parallelism.invalid_degree', 'parallelism.tensorParallel', 0]]
 * @category Errors
 */
export interface Fault {
  /** What is wrong, for programs. */
  readonly code: FaultCode;
  /** Where, as a dotted path into the input. */
  readonly path: string;
  /** What is wrong and what to do, for people. */
  readonly message: string;
  /** The offending value, as given. */
  readonly value?: unknown;
  /** Values that would have been accepted, where they can be listed. */
  readonly legal?: readonly (number | string)[];
}

const marker = '@mantile/core:MantileError';

/**
 * The one error class of Mantile: thrown with **all** faults of an input at once.
 *
 * Test for it with {@link MantileError.isInstance}, not with `instanceof`: an application that loads
 * both the ESM and the CommonJS build holds two copies of this class.
 *
 * @example
 * import { MantileError } from '@mantile/core';
 * const error = new MantileError([
 *   { code: 'step.invalid', path: 'batchSize', message: 'batchSize must be at least 1.', value: 0 },
 * ]);
 * MantileError.isInstance(error) // => true
 * error.code // => 'step.invalid'
 * @category Errors
 */
export class MantileError extends Error {
  override readonly name = 'MantileError';
  /** Recognises the class across copies of the package. */
  readonly marker: string = marker;
  /** The code of the first fault. */
  readonly code: FaultCode;
  /** Every fault found, in the order of the input. */
  readonly faults: readonly Fault[];

  constructor(faults: readonly [Fault, ...Fault[]], options?: { cause?: unknown }) {
    super(faults.map((fault) => `${fault.path}: ${fault.message}`).join('\n'), options);
    this.code = faults[0].code;
    this.faults = faults;
  }

  /**
   * Whether a caught value is a `MantileError`, of this copy of the package or of another.
   *
   * @example
   * import { MantileError } from '@mantile/core';
   * MantileError.isInstance(new Error('something else')) // => false
   */
  static isInstance(value: unknown): value is MantileError {
    return (value as Partial<MantileError> | null | undefined)?.marker === marker;
  }
}

/**
 * Collects the faults of one input, to throw them together.
 *
 * @example
 * import { FaultList, MantileError } from '@mantile/core';
 * const faults = new FaultList();
 * faults.add({ code: 'spec.invalid', path: 'topK', value: 9, legal: [1, 2, 4, 8], message: 'there are 8 experts.' });
 * faults.add({ code: 'spec.invalid', path: 'numExperts', value: 0, message: 'expected at least 1.' });
 * let message = '';
 * try {
 *   faults.throwIfAny();
 * } catch (error) {
 *   if (MantileError.isInstance(error)) message = error.message;
 * }
 * message // => 'topK: there are 8 experts.\nnumExperts: expected at least 1.'
 * @category Errors
 */
export class FaultList {
  private readonly faults: Fault[] = [];

  /** Notes a fault. */
  add(fault: Fault): void {
    this.faults.push(fault);
  }

  /** Whether nothing is wrong so far. */
  get isEmpty(): boolean {
    return this.faults.length === 0;
  }

  /** Throws one error with all faults noted, if there are any. */
  throwIfAny(): void {
    const [first, ...rest] = this.faults;
    if (first !== undefined) throw new MantileError([first, ...rest]);
  }
}

/** The error for a single fault. */
export function faultError(fault: Fault): MantileError {
  return new MantileError([fault]);
}

/** Notes a fault when `value` is not a whole number of at least `minimum`. */
export function requireWholeNumber(
  faults: FaultList,
  code: FaultCode,
  path: string,
  value: unknown,
  minimum: number,
): void {
  if (Number.isSafeInteger(value) && (value as number) >= minimum) return;
  faults.add({
    code,
    path,
    value,
    message: `expected a whole number of at least ${minimum}, exact as a double, got ${describeValue(value)}.`,
  });
}

/** Notes a fault unless a group of options, when given, is an object; what comes back can then be read safely. */
export function readOptionGroup<Group extends object>(
  given: Group | undefined,
  path: string,
  faults: FaultList,
): Partial<Group> {
  // Options come from JavaScript callers and parsed files too: `parallelism: 4` must not pass for no plan at all.
  const value: unknown = given;
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  faults.add({
    code: 'option.invalid',
    path,
    value,
    message: `expected an object, got ${describeValue(value)}.`,
  });
  return {};
}
