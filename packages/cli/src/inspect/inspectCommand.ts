import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { buildModel, decodeModelConfig } from '@mantile/config';
import { model as catalogueModel } from '@mantile/config/models';
import { saveTensorInspection, type Tensor } from '@mantile/hf';
import type { Context } from '../command.ts';
import { countOf, layerCountOf } from '../input/countOf.ts';
import { requireFolderOf } from '../output/folderOf.ts';
import { several } from '../print/count.ts';
import { jsonText } from '../print/json.ts';
import { recogniseSource } from '../source/modelSource.ts';
import { UsageError } from '../usageError.ts';
import { catalogueText } from './catalogueText.ts';
import { inspectionOf } from './inspection.ts';
import { inspectionText } from './inspectionText.ts';
import { readModel } from './readModel.ts';

/** The options of the command. */
export interface InspectFlags {
  readonly tensorsOut?: string;
  readonly analyze?: boolean;
  readonly validate?: string;
  readonly layers?: string;
  readonly revision?: string;
  readonly file?: string;
  readonly json?: boolean;
}

/** Inspects a model and prints it; whether all is well comes back. */
export async function inspectCommand(
  text: string,
  flags: InspectFlags,
  { io, progress }: Context,
): Promise<boolean> {
  const source = recogniseSource(text, io.environment['HF_ENDPOINT']);
  const { analyze = false, json = false, validate, tensorsOut, revision, file } = flags;
  const expectedParams = validate === undefined ? undefined : countOf(validate, '--validate');
  const expectedLayers = layerCountOf(flags.layers);
  if (source.kind === 'catalogue') {
    inspectCatalogue(source.id, flags, io);
    return true;
  }
  if (revision !== undefined && source.kind !== 'hub') {
    throw new UsageError(`${text} is on this machine and has no revisions; leave --revision out.`);
  }
  if (tensorsOut !== undefined) refuseOther(tensorsOut);
  const { environment } = io;
  const model = await readModel(source, { environment, progress, revision, file });
  const inspection = inspectionOf(model, { analyze, expectedParams, expectedLayers });
  io.out(json ? jsonText(inspection) : inspectionText(inspection, io));
  if (tensorsOut !== undefined) {
    const { tensors } = model;
    if (tensors === undefined) {
      throw new UsageError(`${text}: no tensors are known, so ${tensorsOut} was not written.`);
    }
    writeTensors(tensorsOut, tensors);
    io.error(`${several(tensors.length, 'tensor')} written to ${tensorsOut}\n`);
  }
  return !inspection.findings.some(({ severity }) => severity === 'error');
}

function inspectCatalogue(id: string, flags: InspectFlags, io: Context['io']): void {
  const model = catalogueModel(id);
  const needsTensors = (
    ['tensorsOut', 'analyze', 'validate', 'layers', 'revision', 'file'] as const
  ).find((flag) => flags[flag] !== undefined);
  if (needsTensors !== undefined) {
    const option = `--${needsTensors.replace('O', '-o')}`;
    throw new UsageError(
      `${id} is a model of the catalogue, which has no tensors for ${option}; name the model on HuggingFace${model.hf_model_id === undefined ? '' : `: ${model.hf_model_id}`}.`,
    );
  }
  const { active } = buildModel(decodeModelConfig(model)).parameterCount;
  io.out(
    flags.json === true
      ? jsonText({ ...model, active_params: active })
      : catalogueText(model, active),
  );
}

function refuseOther(path: string): void {
  if (!/\.(csv|json)$/.test(path)) {
    throw new UsageError(`--tensors-out ${path}: name a .csv or a .json file.`);
  }
  requireFolderOf('--tensors-out', path);
  if (!existsSync(path)) return;
  const start = readFileSync(path, 'utf8').slice(0, 100);
  if (!/^kind,name,shape,dtype\n|^\[\s*(\{\s*"kind"|\])/.test(start)) {
    throw new UsageError(
      `--tensors-out ${path}: there is another file of that name, and no list of tensors.`,
    );
  }
}

function writeTensors(path: string, tensors: readonly Tensor[]): void {
  try {
    writeFileSync(path, saveTensorInspection(tensors, path.endsWith('.json') ? 'json' : 'csv'));
  } catch (error) {
    throw new UsageError(
      `--tensors-out ${path}: it cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'}); name another file.`,
    );
  }
}
