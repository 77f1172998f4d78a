import { estimate, largestLoad, MantileError, type Estimate } from '@mantile/core';
import { degreesUpTo, type Evaluation } from './evaluate.ts';
import type { Formats } from './request.ts';
import { setUp, type Question, type Setup } from './setup.ts';

/** A change with which everything fits, as it is typed. */
export interface Remedy {
  readonly flags: string;
  /** What then lies in the memory of the busiest package. */
  readonly totalBytes: number;
}

/** Whether weights and all requests have room. */
function hasRoom({ memory, notes }: Estimate): boolean {
  return memory.fits && !notes.some(({ code }) => code === 'memory.requests_wait');
}

/** Changes, one by one, with which everything would fit: each was estimated. None where everything does. */
export function remediesFor({ setup, estimate: found }: Evaluation): readonly Remedy[] {
  if (hasRoom(found)) return [];
  const remedies: Remedy[] = [];
  const consider = (flags: string, make: () => Setup): boolean => {
    const tried = attempt(make);
    if (tried === undefined || !hasRoom(tried) || !isLess(tried, found)) return false;
    remedies.push({ flags, totalBytes: tried.memory.total });
    return true;
  };
  const { question, tensorParallel } = setup;
  degreesUpTo(question)
    .filter((degree) => degree > tensorParallel)
    .some((degree) => consider(`--tp ${degree}`, () => setUp(question, degree)));
  if (remedies.length === 0) considerOtherAxes(setup, consider);
  if (remedies.length === 0) considerMore(setup, consider);
  const withFormats = (formats: Formats) => () => setUp(asking(question, formats), tensorParallel);
  const four = Object.hasOwn(setup.system.chip.peakFlops, 'nvfp4') ? 'nvfp4' : 'int4_g128';
  const narrower: readonly Formats[] = [{ kvDtype: 'fp8' }, { dtype: 'fp8' }, { dtype: four }];
  for (const formats of narrower) consider(flagsOf(formats), withFormats(formats));
  if (remedies.length === 0) {
    (['fp8', four] as const)
      .map((dtype) => ({ dtype, kvDtype: 'fp8' as const }))
      .some((formats) => consider(flagsOf(formats), withFormats(formats)));
  }
  const fewer = fewerRequests(setup);
  if (fewer !== undefined) remedies.push(fewer);
  return remedies;
}

/** Where tensor parallelism cannot be raised, but there are packages: stages, and groups of attention beside experts. */
function considerOtherAxes(
  { question, tensorParallel, packages }: Setup,
  consider: (flags: string, make: () => Setup) => boolean,
): void {
  const { plan } = question.request;
  const replicas = question.hardware.isCounted ? plan.replicas : 1;
  const factors = [2, 4, 8, 16, 32, 64].filter(
    (factor) => packages * factor * replicas <= question.hardware.packages,
  );
  factors.some((factor) => {
    const pipelineStages = plan.pipelineStages * factor;
    return consider(`--pp ${pipelineStages}`, () =>
      setUp(withPlan(question, { pipelineStages }), tensorParallel),
    );
  });
  // Groups that hold attention each, and experts spread over all of them.
  factors.some((factor) => {
    const attentionDataParallel = plan.attentionDataParallel * factor;
    const expertParallel = (packages / plan.pipelineStages) * factor;
    return consider(`--attention-dp ${attentionDataParallel} --ep ${expertParallel}`, () =>
      setUp(withPlan(question, { attentionDataParallel, expertParallel }), tensorParallel),
    );
  });
}

function withPlan(question: Question, plan: Partial<Question['request']['plan']>): Question {
  const { request } = question;
  return { ...question, request: { ...request, plan: { ...request.plan, ...plan } } };
}

/** Twice and four times as many packages, where the catalogue knows how they are joined. */
function considerMore(
  { question, tensorParallel, packages }: Setup,
  consider: (flags: string, make: () => Setup) => boolean,
): void {
  const { hardware, request } = question;
  [2, 4].some((factor) => {
    const degree = tensorParallel * factor;
    const more = hardware.ofNumber?.(packages * factor * request.plan.replicas);
    if (more === undefined) return false;
    const larger = { ...question, hardware: more };
    const pipelineStages = request.plan.pipelineStages * factor;
    return (
      consider(`--on ${more.id} --tp ${degree}`, () => setUp(larger, degree)) ||
      consider(`--on ${more.id} --tp ${tensorParallel} --pp ${pipelineStages}`, () =>
        setUp(withPlan(larger, { pipelineStages }), tensorParallel),
      )
    );
  });
}

function asking(question: Question, formats: Formats): Question {
  const { request } = question;
  return { ...question, request: { ...request, formats: { ...request.formats, ...formats } } };
}

function flagsOf({ dtype, kvDtype }: Formats): string {
  return [
    ...(dtype === undefined ? [] : [`--dtype ${dtype}`]),
    ...(kvDtype === undefined ? [] : [`--kv-dtype ${kvDtype}`]),
  ].join(' ');
}

/** Its estimate, where it can be had. */
function attempt(make: () => Setup): Estimate | undefined {
  try {
    const { model, system, options, question } = make();
    return estimate(model, system, question.request.workload, options);
  } catch (error) {
    if (MantileError.isInstance(error)) return undefined;
    throw error;
  }
}

/** Whether a change takes less of what a package holds for good, and for each request. */
function isLess({ memory: one }: Estimate, { memory: other }: Estimate): boolean {
  return one.weights < other.weights || one.kvCache < other.kvCache || one.total < other.total;
}

function fewerRequests({ question, model, system, options }: Setup): Remedy | undefined {
  const { load, ...shape } = question.request.workload;
  if (load.kind === 'rate') return undefined;
  const { kind } = load;
  const most = load.kind === 'batch' ? load.size : load.requests;
  const { requests, estimate: found } = largestLoad(
    model,
    system,
    { ...shape, kind, most },
    options,
  );
  if (requests === 0 || requests >= most) return undefined;
  return { flags: `--${kind} ${requests}`, totalBytes: found.memory.total };
}
