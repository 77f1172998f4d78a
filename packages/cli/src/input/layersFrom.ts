import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createLayerRegistry, type LayerClass, type LayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { UsageError } from '../usageError.ts';

/** The standard layer classes, and those that a module on this machine exports, one by one or in lists. */
export async function layersFrom(path: string | undefined): Promise<LayerRegistry> {
  if (path === undefined) return standardLayers;
  if (!existsSync(path)) throw new UsageError(`--layers ${path}: no such file.`);
  let module: Readonly<Record<string, unknown>>;
  try {
    module = (await import(/* @vite-ignore */ pathToFileURL(resolve(path)).href)) as typeof module;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new UsageError(`--layers ${path}: the module cannot be loaded: ${why}`);
  }
  const classes = Object.values(module).flat().filter(isLayerClass);
  if (classes.length === 0)
    throw new UsageError(`--layers ${path}: the module exports no layer class.`);
  return createLayerRegistry([...standardLayers.classes, ...classes]);
}

function isLayerClass(value: unknown): value is LayerClass {
  return typeof value === 'function' && 'kind' in value && 'specSchema' in value;
}
