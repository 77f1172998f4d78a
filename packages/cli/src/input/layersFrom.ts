import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createLayerRegistry, type LayerClass, type LayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { UsageError } from '../usageError.ts';
import { ownPlace, rememberModule } from './ownModules.ts';

/** The standard layer classes, and those that a module on this machine exports, one by one or in lists. */
export async function layersFrom(path: string | undefined): Promise<LayerRegistry> {
  if (path === undefined) return standardLayers;
  const module = await loaded(path);
  const exported = Object.entries(module).flatMap(([name, value]) =>
    [value].flat().map((each: unknown) => ({ name, value: each })),
  );
  const classes = exported.map(({ value }) => value).filter(isLayerClass);
  const incomplete = exported.filter(({ value }) => isIncomplete(value));
  if (incomplete.length > 0 || classes.length === 0) {
    const named = incomplete.length > 0 ? incomplete : exported.filter(isClass);
    throw new UsageError(`--layers ${path}: ${whyNone(named)}`);
  }
  return createLayerRegistry([...standardLayers.classes, ...classes]);
}

async function loaded(path: string): Promise<Readonly<Record<string, unknown>>> {
  const file = resolve(path);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`--layers ${path}: no such file.`);
  if (found.isDirectory()) {
    throw new UsageError(`--layers ${path}: it is a folder; name the module in it.`);
  }
  rememberModule(path, file);
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    const why =
      error instanceof Error
        ? `${error.name}: ${error.message.split('\n')[0] ?? ''}`
        : String(error);
    const at = ownPlace(error)?.at ?? slipIn(path, error);
    const where = at === undefined || at === path ? '' : ` (${at})`;
    throw new UsageError(`--layers ${path}: the module cannot be loaded: ${why}${where}`);
  }
}

/** Where a module's syntax has its slip: Node tells the place on its own error stream alone. */
function slipIn(path: string, error: unknown): string | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  const { stderr } = spawnSync(process.execPath, ['--check', resolve(path)], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  const [, line] = /^\S.*:(\d+)\r?\n/.exec(stderr) ?? [];
  return line === undefined ? undefined : `${path}:${line}`;
}

const statics = ['kind', 'specSchema'] as const;

function isLayerClass(value: unknown): value is LayerClass {
  return typeof value === 'function' && statics.every((name) => name in value);
}

/** A class that was meant for a layer, and lacks what one has. */
function isIncomplete(value: unknown): boolean {
  return (
    typeof value === 'function' && !isLayerClass(value) && statics.some((name) => name in value)
  );
}

function isClass({ value }: { readonly value: unknown }): boolean {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
}

function whyNone(named: readonly { readonly name: string; readonly value: unknown }[]): string {
  const rule = 'A layer class has both, as static members: mantile layers show <kind> shows one.';
  if (named.length === 0) {
    return `the module exports no layer class: a class with static ${statics.join(' and ')}.`;
  }
  const lacking = named.map(({ name, value }) => {
    const missing = statics.filter((each) => !(each in (value as object)));
    return `${name} has no static ${missing.join(' and no ')}`;
  });
  return `the module exports no layer class that can be used: ${lacking.join('; ')}. ${rule}`;
}
