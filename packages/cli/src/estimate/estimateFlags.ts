import { layersOption } from '../input/layersOption.ts';

/** The options of `mantile estimate` and of its relatives, as they were typed. */
export interface EstimateFlags {
  readonly on?: string;
  readonly tp?: string;
  readonly ep?: string;
  readonly dp?: string;
  readonly pp?: string;
  readonly sp?: string;
  readonly cp?: string;
  readonly attentionDp?: string;
  readonly concurrency?: string;
  readonly batch?: string;
  readonly rate?: string;
  readonly input?: string;
  readonly output?: string;
  readonly prefixShare?: string;
  readonly draftTokens?: string;
  readonly acceptance?: string;
  readonly draft?: string;
  readonly dtype?: string;
  readonly kvDtype?: string;
  readonly computeDtype?: string;
  readonly engine?: string;
  readonly fidelity?: string;
  readonly causal?: string;
  readonly chunk?: string;
  readonly routingSkew?: string;
  readonly price?: string;
  readonly revision?: string;
  readonly layers?: string;
  readonly question?: string;
  readonly maxTtft?: string;
  readonly maxTpot?: string;
  readonly maxE2e?: string;
}

/** An option: its name in programs, how it is typed, and words for the help. */
export type OptionRow = readonly [name: keyof EstimateFlags, flags: string, description: string];

/** Words for the help of each option, and what is typed behind it. */
export const estimateOptions: readonly OptionRow[] = [
  ['on', '--on <hardware>', 'chip or system, such as h100, 8xh100, dgx-h100, or a hardware file'],
  ['tp', '--tp <degree>', 'tensor parallelism (default: the least that fits)'],
  ['ep', '--ep <degree>', 'packages among which the experts of a layer are spread'],
  ['dp', '--dp <replicas>', 'copies of the model among which requests are divided'],
  ['pp', '--pp <stages>', 'pipeline stages'],
  ['sp', '--sp <degree>', 'sequence parallelism'],
  ['cp', '--cp <degree>', 'context parallelism'],
  ['attentionDp', '--attention-dp <degree>', 'groups that divide the batch in attention alone'],
  ['concurrency', '--concurrency <users>', 'users who each wait for an answer (default: 1)'],
  ['batch', '--batch <size>', 'one batch, all of it at once'],
  ['rate', '--rate <per second>', 'requests that come each second, at random'],
  ['input', '--input <tokens>', 'length of a prompt, or a range such as 800-1200 (default: 1024)'],
  [
    'output',
    '--output <tokens>',
    'mean length of an answer, or a range such as 100-400; 256-256 for all alike (default: 256)',
  ],
  [
    'prefixShare',
    '--prefix-share <share>',
    'part of a prompt that the cache holds already, 0 to 1',
  ],
  ['draftTokens', '--draft-tokens <count>', 'tokens drafted for each step'],
  ['acceptance', '--acceptance <share>', 'how likely a drafted token is accepted, 0 to 1'],
  ['draft', '--draft <model>', 'the model that drafts (default: drafting takes no time)'],
  ['dtype', '--dtype <format>', 'format of the weights (default: as the model is stored)'],
  ['kvDtype', '--kv-dtype <format>', 'format of the KV cache'],
  ['computeDtype', '--compute-dtype <format>', 'format that products run in'],
  ['engine', '--engine <name>', 'whose kernels and schedule (default: vllm)'],
  ['fidelity', '--fidelity <kind>', 'measured kernels, or datasheet peaks (default: calibrated)'],
  [
    'causal',
    '--causal <count>',
    'whether pairs that the mask hides count as work (default: exact)',
  ],
  ['chunk', '--chunk <tokens>', 'tokens of prompts in a step at most (default: the engine’s)'],
  [
    'routingSkew',
    '--routing-skew <exponent>',
    'how unequally tokens fall on the packages of --ep, up to 2; 0: all experts are liked equally (default: as engines showed)',
  ],
  ['price', '--price <dollars>', 'rent of one package for an hour, for the cost of tokens'],
  ['revision', '--revision <name>', 'branch, tag or commit on HuggingFace'],
  ['layers', ...layersOption],
];

/** The same of what `mantile fit` takes beside. */
export const fitOptions: readonly OptionRow[] = [
  ['question', '--question <what>', 'what to find (default: all of it)'],
  ['maxTtft', '--max-ttft <ms>', 'time to the first token at most'],
  ['maxTpot', '--max-tpot <ms>', 'time for each further token at most'],
  ['maxE2e', '--max-e2e <ms>', 'time for a whole request at most'],
];

/** How an option is typed. */
export function typed(name: keyof EstimateFlags): string {
  const flags = [...estimateOptions, ...fitOptions].find(([key]) => key === name)?.[1] ?? '';
  return flags.split(' ')[0] ?? '';
}
