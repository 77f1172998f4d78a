import { readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { decodeModelConfig, validateModelConfig, type ModelConfigDocument } from '@mantile/config';
import { resolveGap, type DeliverableFile } from '@mantile/hf';
import type { Context } from '../command.ts';
import { approval, type ApprovalFlags } from '../output/approval.ts';
import { fileLines, folderText } from '../output/filesText.ts';
import { currentText, planFiles } from '../output/plannedFiles.ts';
import { writeInside } from '../output/writeInside.ts';
import { several } from '../print/count.ts';
import { jsonText } from '../print/json.ts';
import { UsageError } from '../usageError.ts';
import { layersFrom } from '../input/layersFrom.ts';
import { findGap, readRegistry } from './registryFile.ts';

/** The options of the command. */
export interface ResolveFlags extends ApprovalFlags {
  readonly registry: string;
  readonly config?: string;
  readonly cases?: string;
  readonly class?: string;
  readonly specs?: string;
  readonly name?: string;
  readonly layers?: string;
  readonly json?: boolean;
}

/** Closes a gap: checks class and cases, and writes what changes once that is approved. */
export async function resolveCommand(
  name: string,
  flags: ResolveFlags,
  { io }: Context,
): Promise<void> {
  const registry = readRegistry(flags.registry);
  const { root } = registry;
  const { number, reportFile, feature } = findGap(registry, name);
  const configPath =
    flags.config === undefined ? configOf(root, reportFile) : below(root, flags.config);
  const config = readConfig(root, configPath);
  const waiting = decodeModelConfig(config).layerTypes.find(
    ({ gapReport }) => gapReport === reportFile,
  );
  const className = flags.class ?? waiting?.class;
  const casesPath =
    flags.cases === undefined ? reportFile.replace(/\.md$/, '_tests.md') : below(root, flags.cases);
  const resolved = resolveGap({
    gap: number,
    registry: registry.text,
    config,
    cases: needed(root, casesPath, '--cases'),
    layers: await layersFrom(flags.layers),
    className,
    specs: flags.specs === undefined ? undefined : specsOf(flags.specs),
    layerName: flags.name,
    canonical: className === undefined ? undefined : currentText(root, `specs/${className}.md`),
  });
  const files = planFiles(
    root,
    resolved.files.map((file) => atHome(file, configPath)),
    () => true,
  );
  const { archived } = resolved;
  if (flags.json !== true) {
    const kind = className ?? '';
    io.out(
      `Gap ${number}, ${feature}: ${kind} exists, and its cases pass: ${several(archived.length, 'case')} go to specs/${kind}.md as ${archived.join(', ')}.\n${fileLines(files)}`,
    );
  }
  const verdict = await approval(files, root, flags, flags.json === true ? {} : io);
  if (verdict.isGiven) writeInside(root, files);
  else io.error(`${verdict.reason}\n`);
  if (flags.json === true) {
    const listed = files.map(({ path, bytes, state }) => ({ path, bytes, state }));
    io.out(
      jsonText({ entry: resolved.entry, archived, root, files: listed, written: verdict.isGiven }),
    );
  } else if (verdict.isGiven) io.out(`Written to ${folderText(root)}.\n`);
}

/** The one config below the registry's folder that waits for this report. */
function configOf(root: string, reportFile: string): string {
  let names: readonly string[] = [];
  try {
    names = readdirSync(join(root, 'model_configs')).filter((file) => file.endsWith('.json'));
  } catch {
    // Without the folder there are none, which is said below.
  }
  const waiting = names
    .map((file) => `model_configs/${file}`)
    .filter((path) => currentText(root, path)?.includes(JSON.stringify(reportFile)) === true);
  const [first] = waiting;
  if (first !== undefined && waiting.length === 1) return first;
  throw new UsageError(
    waiting.length === 0
      ? `no config in ${join(root, 'model_configs')} waits for ${reportFile}; name one with --config.`
      : `several configs wait for ${reportFile}: ${waiting.join(', ')}; name one with --config.`,
  );
}

/** A config whose keys and values can be read; whether its layers are right is for the gap to say. */
function readConfig(root: string, path: string): ModelConfigDocument {
  const text = needed(root, path, '--config');
  const { config } = validateModelConfig(text);
  if (config === undefined) {
    throw new UsageError(
      `${path} is no model config; mantile validate ${join(root, path)} tells why.`,
    );
  }
  return JSON.parse(text) as ModelConfigDocument;
}

function specsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // What is no JSON is no object either.
  }
  throw new UsageError(`--specs: expected JSON such as '{"hiddenSize": 64}'.`);
}

function needed(root: string, path: string, option: string): string {
  const text = currentText(root, path);
  if (text === undefined)
    throw new UsageError(`${join(root, path)}: no such file; ${option} names another.`);
  return text;
}

/** A path of the person's as one below the registry's folder: only there anything is written. */
function below(root: string, path: string): string {
  const found = relative(resolve(root), resolve(path)).split(sep).join('/');
  if (found.startsWith('..') || found === '') {
    throw new UsageError(`${path} lies outside of ${root}, the folder of the registry.`);
  }
  return found;
}

/** The config goes back to where it was read. */
function atHome(file: DeliverableFile, configPath: string): DeliverableFile {
  return file.path.startsWith('model_configs/') ? { ...file, path: configPath } : file;
}
