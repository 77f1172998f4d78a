import { join, relative, resolve, sep } from 'node:path';
import { decodeModelConfig, validateModelConfig, type ModelConfigDocument } from '@mantile/config';
import { MantileError, type Fault } from '@mantile/core';
import {
  resolveGap,
  type DeliverableFile,
  type ResolvedGap,
  type ResolveGapRequest,
} from '@mantile/hf';
import type { Context } from '../command.ts';
import { approval, type ApprovalFlags } from '../output/approval.ts';
import { fileLines, folderText } from '../output/filesText.ts';
import { currentText, planFiles } from '../output/plannedFiles.ts';
import { writeInside } from '../output/writeInside.ts';
import { several } from '../print/count.ts';
import { findingLines } from '../print/findings.ts';
import { jsonText } from '../print/json.ts';
import { styleFor } from '../print/style.ts';
import { UsageError } from '../usageError.ts';
import { layersFrom } from '../input/layersFrom.ts';
import { findGap, readRegistry } from './registryFile.ts';
import { configOf, refuseFeature } from './waitingConfig.ts';

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
  const gap = findGap(registry, name);
  const { number, reportFile, feature } = gap;
  refuseFeature(gap);
  const configPath = flags.config === undefined ? configOf(root, gap) : below(root, flags.config);
  const config = readConfig(root, configPath);
  const waiting = decodeModelConfig(config).layerTypes.find(
    ({ gapReport }) => gapReport === reportFile,
  );
  const className = flags.class ?? waiting?.class;
  const casesPath =
    flags.cases === undefined ? reportFile.replace(/\.md$/, '_tests.md') : below(root, flags.cases);
  const resolved = advised({
    gap: number,
    registry: registry.text,
    config,
    cases: needed(root, casesPath, '--cases'),
    casesFile: casesPath,
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
  const { archived, checkedBy, findings } = resolved;
  const kind = className ?? '';
  const next = nextCommand(root, configPath, flags);
  if (flags.json !== true) {
    const cases =
      archived.length === 0
        ? `; they lie in specs/${kind}.md already`
        : `: ${several(archived.length, 'case')} ${archived.length === 1 ? 'goes' : 'go'} to specs/${kind}.md as ${archived.join(', ')}`;
    io.out(
      `Gap ${number}, ${feature}: ${checkedBy === 'tensors' ? `${kind} has these very tensors with the specs given, which needs no cases` : `${kind} exists, and its cases pass${cases}`}.\n${findingLines(findings, styleFor(io))}${fileLines(files)}`,
    );
  }
  const verdict = await approval(files, root, flags, flags.json === true ? {} : io);
  if (verdict.isGiven) writeInside(root, files);
  else io.error(`${verdict.reason}\n`);
  if (flags.json === true) {
    const listed = files.map(({ path, bytes, state }) => ({ path, bytes, state }));
    io.out(
      jsonText({
        entry: resolved.entry,
        checkedBy,
        archived,
        findings,
        root,
        files: listed,
        written: verdict.isGiven,
        next,
      }),
    );
  } else if (verdict.isGiven) {
    const own =
      flags.layers === undefined
        ? ''
        : ` ${kind} lies in a module of yours: commands that read this config need --layers to know it.`;
    io.out(`Written to ${folderText(root)}.${own}\nNext: ${next}\n`);
  }
}

/** Closes the gap, or says which option brings the class that is not there. */
function advised(request: ResolveGapRequest): ResolvedGap {
  try {
    return resolveGap(request);
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    const [fault] = error.faults as readonly [Fault, ...Fault[]];
    if (error.code === 'gap.name_refused' || error.code === 'gap.part_unclear') {
      throw new MantileError([{ ...fault, path: '--name' }], { cause: error });
    }
    if (error.code !== 'gap.class_missing') throw error;
    const message = `${fault.message} --layers names the module that exports it, --class another class.`;
    throw new MantileError([{ ...fault, path: '--class', message }], { cause: error });
  }
}

/** What to run on the config that was written. */
function nextCommand(root: string, configPath: string, { layers }: ResolveFlags): string {
  const own = layers === undefined ? '' : ` --layers ${argument(layers)}`;
  return `mantile validate ${argument(join(root, configPath))}${own}`;
}

/** A path as a shell takes it. */
function argument(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
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
