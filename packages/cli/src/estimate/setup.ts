import { buildModel } from '@mantile/config';
import {
  MantileError,
  type EstimateNote,
  type EstimateOptions,
  type Model,
  type ParallelismOptions,
} from '@mantile/core';
import { calibratedSystem, type CalibrationBasis, type DefinedSystem } from '@mantile/hardware';
import { buildOptionsOf } from './buildOptions.ts';
import { calibrationNotes } from './calibrationNotes.ts';
import { engineOf } from './engineOf.ts';
import { evenly } from './evenly.ts';
import type { NamedHardware } from './hardware.ts';
import type { NamedModel } from './model.ts';
import type { EngineName, EstimateRequest } from './request.ts';
import { tellingCut } from './tellingCut.ts';

/** Everything that was named, looked up. */
export interface Question {
  readonly request: EstimateRequest;
  readonly model: NamedModel;
  readonly draft?: NamedModel | undefined;
  readonly hardware: NamedHardware;
}

/** What `estimate` takes, built for one degree of tensor parallelism. */
export interface Setup {
  readonly question: Question;
  readonly tensorParallel: number;
  /** Packages of a replica. */
  readonly packages: number;
  readonly model: Model;
  readonly system: DefinedSystem;
  readonly calibration?: CalibrationBasis | undefined;
  readonly options: EstimateOptions;
  readonly notes: readonly EstimateNote[];
}

/** Builds model and system for a degree of tensor parallelism; what cannot be is refused. */
export function setUp(question: Question, tensorParallel: number): Setup {
  const { request, model, draft, hardware } = question;
  const { plan, engine, fidelity, causal, chunkTokens } = request;
  const parallelism: ParallelismOptions = {
    tensorParallel,
    sequenceParallel: plan.sequenceParallel,
    contextParallel: plan.contextParallel,
    expertParallel: plan.expertParallel,
    attentionDataParallel: plan.attentionDataParallel,
  };
  const { chip } = hardware;
  const { registry } = model;
  const options = evenly(buildOptionsOf(model.config, request, parallelism, chip), request);
  const built = tellingCut(parallelism, () => buildModel(model.config, { ...options, registry }));
  const packages = built.numPackages * plan.pipelineStages;
  const { system: bare, notes } = place(hardware, packages, plan.replicas);
  const system = withPrice(bare, request.pricePerHourUsd);
  const calibrated = fidelity === 'ideal' ? undefined : calibratedFor(system, question);
  return {
    question,
    tensorParallel,
    packages,
    model: built,
    system: calibrated ?? system,
    calibration: calibrated?.calibration,
    options: {
      fidelity,
      engine: engineOf(engine, chip, chunkTokens),
      causal,
      pipelineStages: plan.pipelineStages,
      replicas: plan.replicas,
      ...(draft && {
        draft: buildModel(draft.config, {
          parallelism: { ...parallelism, expertParallel: 1 },
          registry: draft.registry,
        }),
      }),
    },
    notes: [
      ...notes,
      ...calibrationNotes(calibrated?.calibration.notes ?? [], built),
      ...(calibrated === undefined || hasKernels(engine) ? [] : [kernelNote(engine)]),
    ],
  };
}

/** Links for so many packages, if the hardware has as many. */
function place(hardware: NamedHardware, packages: number, replicas: number) {
  const found = hardware.systemFor(packages);
  const isEnough = !hardware.isCounted || packages * replicas <= hardware.packages;
  if (found !== undefined && isEnough) return found;
  const { id, packages: most } = hardware;
  const wanted = isEnough ? packages : packages * replicas;
  const advice =
    most === 1
      ? 'nothing is known of links between several. Name a system that has them'
      : `it has ${most}. Spread the model over fewer, or name more of them, such as ${enough(hardware, wanted, replicas)}`;
  const message = `the plan takes ${wanted} packages of ${id}, and ${advice}.`;
  const fault = { code: 'hardware.too_few_packages', path: '--on', value: id, message };
  throw new MantileError([fault]);
}

/** The same hardware in a number that is enough; replicas need no links between them, and are told in chips. */
function enough({ id, packages, ofNumber }: NamedHardware, wanted: number, replicas: number) {
  if (replicas > 1 && ofNumber !== undefined) return ofNumber(wanted).id;
  const [, count = '1', name = id] = /^(?:(\d+)x)?(.*)$/.exec(id) ?? [];
  return `${Math.ceil((wanted * Number(count)) / packages)}x${name}`;
}

function withPrice(system: DefinedSystem, pricePerHourUsd: number | undefined): DefinedSystem {
  return pricePerHourUsd === undefined
    ? system
    : { ...system, chip: { ...system.chip, pricePerHourUsd } };
}

/** Whether kernels of an engine were measured, on whatever chip. */
function hasKernels(engine: EngineName): engine is Exclude<EngineName, 'atom'> {
  return engine !== 'atom';
}

function kernelNote(engine: EngineName): EstimateNote {
  const message = `no kernels of ${engine} were measured by themselves: they are those of the median engine, with the costs that requests served by ${engine} showed.`;
  return { code: 'calibration.engine_not_measured', message };
}

function calibratedFor(system: DefinedSystem, { request, model }: Question) {
  const experts = model.config.layerTypes.map(({ specs }) => specs['numExperts']);
  const most = Math.max(0, ...experts.filter((count) => typeof count === 'number'));
  return calibratedSystem(system, {
    ...(hasKernels(request.engine) && { engine: request.engine }),
    ...(request.routingSkew !== undefined && { routingSkew: request.routingSkew }),
    ...(most > 0 && { routedExperts: most }),
  });
}
