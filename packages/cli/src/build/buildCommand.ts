import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  readGapRegistry,
  saveTensorInspection,
  writeGapRegistry,
  type DeliverableFile,
} from '@mantile/hf';
import type { Context } from '../command.ts';
import { countOf, layerCountOf } from '../input/countOf.ts';
import { inspectionOf, type Inspection } from '../inspect/inspection.ts';
import { readModel, type ReadModel } from '../inspect/readModel.ts';
import type { ApprovalFlags } from '../output/approval.ts';
import { fileLines, folderText } from '../output/filesText.ts';
import { currentText, planFiles } from '../output/plannedFiles.ts';
import { requireWritable } from '../output/folderOf.ts';
import { writeInside } from '../output/writeInside.ts';
import { jsonText } from '../print/json.ts';
import { recogniseSource } from '../source/modelSource.ts';
import { UsageError } from '../usageError.ts';
import { decide } from './checkpoints.ts';
import { gapTracker } from './gapsText.ts';
import { reopenedGaps } from './reopenedGaps.ts';
import { workflowOf, type Workflow } from './workflow.ts';

/** Every run leaves these in its working folder, and nothing else writes them. */
const scratchFiles = ['inspection.json', 'gap_tracker.md'] as const;

/** The options of the command. */
export interface BuildFlags extends ApprovalFlags {
  readonly id?: string;
  readonly out?: string;
  readonly scratch?: string;
  readonly validate?: string;
  readonly layers?: string;
  readonly source?: readonly string[];
  readonly revision?: string;
  readonly json?: boolean;
}

/** Goes through the workflow for a model; whether all is well comes back. */
export async function buildCommand(
  text: string,
  flags: BuildFlags,
  context: Context,
): Promise<boolean> {
  const { io, progress } = context;
  const { out = '.', json = false } = flags;
  requireWritable('--out', out);
  if (flags.scratch !== undefined) requireScratch(flags.scratch, out);
  const model = await readSource(text, flags, context);
  const expectedParams =
    flags.validate === undefined ? undefined : countOf(flags.validate, '--validate');
  const expectedLayers = layerCountOf(flags.layers);
  const sources = addressesOf(flags.source ?? []);
  const inspection = inspectionOf(model, { analyze: true, expectedParams, expectedLayers });
  progress('looking for gaps …');
  const workflow = workflowOf(model, {
    registry: currentText(out, 'gaps/README.md'),
    claims: { parameters: expectedParams, layers: expectedLayers, sources },
    findings: inspection.findings,
  });
  progress('');
  const scratch = flags.scratch ?? join('mantile-scratch', workflow.modelId);
  const files = planFiles(out, workflow.files, isGrowingRegistry);
  writeScratch(scratch, model, inspection, workflow);
  const hasErrors =
    workflow.config === undefined || workflow.findings.some(({ severity }) => severity === 'error');
  const print = json ? () => undefined : io.out;
  const asking = json ? {} : io;
  const reopens = reopenedGaps(out, workflow);
  const stage = {
    inspection,
    workflow,
    files,
    scratch,
    print,
    asking,
    io,
    flags,
    out,
    hasErrors,
    reopens,
  };
  const verdict = await decide(stage);
  if (verdict.isGiven)
    writeInside(
      out,
      files.filter(({ state }) => state !== 'same'),
    );
  if (json) {
    const { modelId: name, findings, gaps, counts } = workflow;
    const listed = files.map(({ path, bytes, state }) => ({ path, bytes, state }));
    const { source, parameters } = inspection;
    io.out(
      jsonText({
        model_id: name,
        source,
        parameters,
        findings,
        gaps,
        counts,
        scratch,
        out,
        files: listed,
        written: verdict.isGiven,
      }),
    );
  } else {
    const isSame = files.every(({ state }) => state === 'same');
    print(
      verdict.isGiven
        ? `\n${isSame ? 'All there already, in' : 'Written to'} ${folderText(out)}:\n${fileLines(files)}`
        : '',
    );
  }
  if (!verdict.isGiven) io.error(`${verdict.reason}\n`);
  return !hasErrors && (verdict.isGiven || !verdict.isRefused);
}

async function readSource(
  text: string,
  { id, revision }: BuildFlags,
  { io, progress }: Context,
): Promise<ReadModel> {
  const source = recogniseSource(text, io.environment['HF_ENDPOINT']);
  if (source.kind === 'catalogue') {
    throw new UsageError(
      `the catalogue has the config of ${source.id} already: mantile models show ${source.id} prints it.`,
    );
  }
  if (revision !== undefined && source.kind !== 'hub') {
    throw new UsageError(`${text} is on this machine and has no revisions; leave --revision out.`);
  }
  if (id !== undefined && !/^\w[\w.-]{0,119}$/.test(id)) {
    throw new UsageError(
      `--id ${id}: expected letters, digits, dots, dashes and underscores; it names a file.`,
    );
  }
  return readModel(source, { environment: io.environment, progress, revision, modelId: id });
}

/** What lies in the folder of an earlier run gives way to the next; a folder of the person's own does not. */
function requireScratch(folder: string, out: string): void {
  requireWritable('--scratch', folder);
  if (resolve(folder) === resolve(out)) {
    throw new UsageError(
      `--scratch ${folder}: that is the working folder itself, where nothing is written before it is approved; name another one.`,
    );
  }
  const there = existsSync(folder) ? readdirSync(folder) : [];
  const isOurs = scratchFiles.every((name) => there.includes(name));
  if (there.length === 0 || isOurs) return;
  throw new UsageError(
    `--scratch ${folder}: the folder holds files that no earlier run left there, and they might be overwritten; name an empty or a new one.`,
  );
}

function addressesOf(sources: readonly string[]): readonly string[] {
  const wrong = sources.find((source) => !/^https?:\/\/[^\s<>"]{3,500}$/.test(source));
  if (wrong !== undefined) {
    throw new UsageError(
      `--source ${wrong}: expected an address such as https://arxiv.org/abs/2407.21783.`,
    );
  }
  return sources;
}

/** A registry that the program wrote takes new rows without a question; one with words of its own does not. */
function isGrowingRegistry({ path }: DeliverableFile, before: string): boolean {
  return path === 'gaps/README.md' && writeGapRegistry(readGapRegistry(before)) === before;
}

function writeScratch(
  scratch: string,
  model: ReadModel,
  inspection: Inspection,
  workflow: Workflow,
): void {
  writeInside(scratch, [
    ...(model.tensors === undefined
      ? []
      : [{ path: 'tensors.csv', text: saveTensorInspection(model.tensors) }]),
    { path: 'inspection.json', text: jsonText(inspection) },
    { path: 'gap_tracker.md', text: gapTracker(workflow.gaps) },
    ...workflow.files,
  ]);
}
