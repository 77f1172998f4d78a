import { basename } from 'node:path';
import type { LayerRegistry } from '@mantile/core';
import { writeSpec, type SpecCase, type SpecDocument } from '@mantile/layers/spec';
import { textOf } from '../input/files.ts';
import { findKind } from '../layers/layerKind.ts';
import { UsageError } from '../usageError.ts';

type Loose = Readonly<Record<string, unknown>>;

/**
 * Writes the spec that a list of cases describes: what `writeSpec` takes, as JSON, with the name of the kind as
 * `layer` (that of the file when absent), and a `spec` that holds for every case as far as it does not say otherwise.
 */
export function specOf(path: string, layers: LayerRegistry): string {
  const { layer: named, spec = {}, cases, ...rest } = listIn(path);
  const kind = named ?? basename(path).replace(/\.json$/, '');
  if (typeof kind !== 'string')
    throw new UsageError(`${path}: layer: expected the name of a kind.`);
  if (!isObject(spec)) throw new UsageError(`${path}: spec: expected an object.`);
  const document: Loose = {
    ...rest,
    layer: findKind(kind, layers),
    cases: Array.isArray(cases) ? cases.map((each: unknown) => withSpec(each, spec)) : cases,
  };
  // What is wrong with it otherwise, writeSpec tells.
  return writeSpec(document as unknown as SpecDocument);
}

function withSpec(each: unknown, spec: Loose): unknown {
  if (!isObject(each)) return each;
  const own = (each as Partial<SpecCase>).spec ?? {};
  return { ...each, spec: isObject(own) ? { ...spec, ...own } : own };
}

function listIn(path: string): Loose {
  let value: unknown;
  try {
    value = JSON.parse(textOf(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path}: no JSON: ${(error as Error).message}.`);
  }
  if (isObject(value)) return value;
  throw new UsageError(
    `${path}: expected an object: layer, prefix, overview, cases, and spec for what all cases share.`,
  );
}

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
