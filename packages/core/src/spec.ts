import type { FaultList } from './errors.ts';
import { nearestName } from './nearestName.ts';

/**
 * A schema that can check a layer's spec: the Standard Schema interface, which zod and others implement.
 * Core itself parses nothing.
 *
 * @example
 * import type { SpecSchema } from '@mantile/core';
 * const anything: SpecSchema<object, object> = {
 *   '~standard': { version: 1, vendor: 'example', validate: (value) => ({ value: value as object }) },
 * };
 * anything['~standard'].vendor // => 'example'
 * @category Layers
 */
export interface SpecSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    /** Checks a value; synchronously, where layers are to be made of it. */
    readonly validate: (value: unknown) => SpecResult<Output> | Promise<SpecResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/**
 * What a schema says of a value: the checked value, or what is wrong with it.
 *
 * @example
 * import type { SpecResult } from '@mantile/core';
 * const result: SpecResult<number> = { issues: [{ message: 'too small', path: ['topK'] }] };
 * result.issues?.length // => 1
 * @category Layers
 */
export type SpecResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | {
      readonly issues: readonly {
        readonly message: string;
        readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
      }[];
    };

/**
 * The checked spec that a schema yields.
 *
 * @example
 * import type { InferSpec, SpecSchema } from '@mantile/core';
 * const spec: InferSpec<SpecSchema<{ size?: number }, { size: number }>> = { size: 4 };
 * spec.size // => 4
 * @category Layers
 */
export type InferSpec<Schema extends SpecSchema> =
  Schema extends SpecSchema<infer _Input, infer Output> ? Output : never;

/** Checks a spec, noting every issue as a fault; what comes back then is of no use. */
export function readSpec(schema: SpecSchema, input: object, faults: FaultList): unknown {
  const result = schema['~standard'].validate(input);
  if (result instanceof Promise)
    throw new TypeError('A layer spec must be checkable synchronously.');
  if (result.issues === undefined) return result.value;
  for (const issue of result.issues) noteIssue(schema, issue, input, faults);
  return undefined;
}

type Issue = NonNullable<SpecResult<unknown>['issues']>[number];

/** What some libraries say beyond the standard, zod among them: keys that it does not know, values that it would take. */
interface Details {
  readonly keys?: readonly string[];
  readonly values?: readonly (string | number)[];
}

function noteIssue(schema: SpecSchema, issue: Issue, input: object, faults: FaultList): void {
  const path = (issue.path ?? []).map((step) => (typeof step === 'object' ? step.key : step));
  const { keys, values } = issue as Details;
  if (keys !== undefined && path.length === 0) {
    const legal = keysOf(schema);
    for (const key of keys) {
      const near = nearestName(key, legal);
      faults.add({
        code: 'spec.invalid',
        path: key,
        value: valueAt(input, [key]),
        ...(legal.length > 0 && { legal }),
        message: `no such key${near === undefined ? '.' : `, did you mean "${near}"?`} Known: ${legal.join(', ')}.`,
      });
    }
    return;
  }
  faults.add({
    code: 'spec.invalid',
    path: path.map(String).join('.') || 'spec',
    value: valueAt(input, path),
    ...(values !== undefined && { legal: values }),
    message: issue.message,
  });
}

/** The keys of a schema that tells them. */
function keysOf(schema: SpecSchema & { readonly shape?: unknown }): readonly string[] {
  const { shape } = schema;
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : [];
}

function valueAt(input: unknown, keys: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
