import {
  standardDtypes,
  type DtypeName,
  type EstimateNote,
  type FaultList,
  type Load,
  type Workload,
} from '@mantile/core';
import { whole } from '../print/whole.ts';
import { typed, type EstimateFlags } from './estimateFlags.ts';
import { FlagReader } from './readValues.ts';
import { engineNames, type EstimateRequest } from './request.ts';

/** More packages, requests or tokens than anyone has: a number beyond is a slip. */
const limits = {
  degree: 65_536,
  requests: 1 << 20,
  tokens: 1e8,
  rate: 1e6,
  leastRate: 1e-6,
  price: 1e6,
};
const taken = { input: 1024, output: 256 };
const formats = Object.keys(standardDtypes) as readonly DtypeName[];

/** The options that say what a load is. */
const loadOptions = ['concurrency', 'batch', 'rate'] as const;

/** How options are typed, and which kinds of load there are to be. */
interface RequestReading {
  readonly nameOf?: typeof typed;
  readonly loads?: readonly (typeof loadOptions)[number][];
}

/** Reads the options; everything wrong with them is noted. */
export function readRequest(
  flags: EstimateFlags,
  faults: FaultList,
  { nameOf = typed, loads = loadOptions }: RequestReading = {},
): EstimateRequest {
  const read = new FlagReader(flags, faults, nameOf);
  const notes: EstimateNote[] = [];
  const degree = (name: keyof EstimateFlags): number => read.whole(name, limits.degree, 1);
  return {
    plan: {
      tensorParallel: read.whole('tp', limits.degree, undefined),
      sequenceParallel: degree('sp'),
      contextParallel: degree('cp'),
      expertParallel: degree('ep'),
      attentionDataParallel: degree('attentionDp'),
      pipelineStages: degree('pp'),
      replicas: degree('dp'),
    },
    workload: readWorkload(read, notes, loads),
    formats: {
      dtype: read.choice('dtype', formats),
      kvDtype: read.choice('kvDtype', formats),
      computeDtype: read.choice('computeDtype', formats),
    },
    engine: read.choice('engine', engineNames) ?? 'vllm',
    fidelity: read.choice('fidelity', ['calibrated', 'ideal']) ?? 'calibrated',
    causal: read.choice('causal', ['exact', 'dense']) ?? 'exact',
    chunkTokens: read.whole('chunk', limits.tokens, undefined),
    routingSkew: read.number('routingSkew', [0, 2], 'an exponent from 0 to 2', undefined),
    pricePerHourUsd: read.number(
      'price',
      [Number.MIN_VALUE, limits.price],
      'US dollars for one package and hour, above 0',
      undefined,
    ),
    notes,
  };
}

function readWorkload(
  read: FlagReader,
  notes: EstimateNote[],
  loads: RequestReading['loads'],
): Workload {
  const { flags } = read;
  const note = (name: keyof EstimateFlags, message: string): void => {
    notes.push({ code: `default.${name}`, message });
  };
  const load = readLoad(read);
  if (load === undefined) {
    note('concurrency', `one request at a time; ${loadsText(loads)} say otherwise.`);
  }
  for (const name of ['input', 'output'] as const) {
    if (flags[name] !== undefined) continue;
    const what = name === 'input' ? 'prompts' : 'answers';
    note(name, `${what} of ${whole(taken[name])} tokens; --${name} says otherwise.`);
  }
  const share = [0, 1] as const;
  const cachedPrefixShare = read.number('prefixShare', share, 'a share from 0 to 1', undefined);
  const speculation = readSpeculation(read);
  return {
    inputTokens: read.length('input', limits.tokens, taken.input),
    outputTokens: read.length('output', limits.tokens, taken.output),
    load: load ?? { kind: 'concurrency', requests: 1 },
    ...(cachedPrefixShare !== undefined && { cachedPrefixShare }),
    ...(speculation !== undefined && { speculation }),
  };
}

/** `--concurrency, --batch or --rate`. */
function loadsText(loads: RequestReading['loads'] = loadOptions): string {
  const flags = loads.map((name) => typed(name));
  return `${flags.slice(0, -1).join(', ')} or ${flags.at(-1) ?? ''}`;
}

function readLoad(read: FlagReader): Load | undefined {
  const given = loadOptions.filter((name) => read.flags[name] !== undefined);
  const [kind, ...others] = given;
  for (const name of others) {
    read.refuse(name, `there is one kind of load at a time, and --${kind ?? ''} is given too.`);
  }
  if (kind === undefined) return undefined;
  switch (kind) {
    case 'concurrency':
      return { kind: 'concurrency', requests: read.whole('concurrency', limits.requests, 1) };
    case 'batch':
      return { kind: 'batch', size: read.whole('batch', limits.requests, 1) };
    case 'rate': {
      const range = [limits.leastRate, limits.rate] as const;
      const what = `requests per second, ${limits.leastRate} to ${whole(limits.rate)}`;
      return { kind: 'rate', requestsPerSecond: read.number('rate', range, what, 1) };
    }
  }
}

function readSpeculation(read: FlagReader): Workload['speculation'] {
  const { draftTokens, acceptance, draft } = read.flags;
  const drafted = read.whole('draftTokens', 1024, 1);
  const accepted = read.number('acceptance', [0, 1], 'a share from 0 to 1', 0);
  if (draftTokens !== undefined && acceptance === undefined) {
    read.refuse(
      'draftTokens',
      `say how likely a drafted token is accepted: ${typed('acceptance')} 0.7.`,
    );
  }
  if (draftTokens === undefined && acceptance !== undefined) {
    read.refuse(
      'acceptance',
      `say how many tokens are drafted for each step: ${typed('draftTokens')} 3.`,
    );
  }
  if (draftTokens === undefined && draft !== undefined) {
    read.refuse(
      'draft',
      `say how many tokens it drafts: ${typed('draftTokens')} 3 ${typed('acceptance')} 0.7.`,
    );
  }
  return draftTokens === undefined ? undefined : { draftTokens: drafted, acceptance: accepted };
}
