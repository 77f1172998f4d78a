import { estimateOptions, typed, type EstimateFlags } from '../estimate/estimateFlags.ts';

/** The two pools. */
export const poolNames = ['prefill', 'decode'] as const;

/** One of them. */
export type PoolName = (typeof poolNames)[number];

/** What each pool has of its own: the option, the same of an estimate, and words for the help. */
const own = [
  ['on', 'on', '<hardware>', 'where it runs, if not on what --on says'],
  ['tp', 'tp', '<degree>', 'tensor parallelism of a replica (default: the least that fits)'],
  ['ep', 'ep', '<degree>', 'packages among which the experts of a layer are spread'],
  ['attention-dp', 'attentionDp', '<degree>', 'groups that divide the batch in attention alone'],
  ['pp', 'pp', '<stages>', 'pipeline stages of a replica'],
  ['replicas', 'dp', '<count>', 'replicas of it (default: 1)'],
] as const;

type OwnName = (typeof own)[number][1];

/** Options of an estimate that both pools share. */
const shared: readonly (keyof EstimateFlags)[] = [
  'on',
  'concurrency',
  'rate',
  'input',
  'output',
  'prefixShare',
  'draftTokens',
  'acceptance',
  'dtype',
  'kvDtype',
  'computeDtype',
  'engine',
  'fidelity',
  'causal',
  'routingSkew',
  'revision',
  'layers',
];

/** What was typed. */
export type PoolsFlags = EstimateFlags & {
  readonly transfer?: string;
  readonly json?: boolean;
} & Readonly<Partial<Record<`${PoolName}${Capitalize<OwnName>}` | `${PoolName}Replicas`, string>>>;

/** The options of the command, in the form of those of an estimate. */
export function poolsOptions() {
  const common = estimateOptions.filter(([name]) => shared.includes(name));
  const each = poolNames.flatMap((pool) =>
    own.map(([name, , value, description]) => ({
      flags: `--${pool}-${name} ${value}`,
      description: `${pool} pool: ${description}`,
    })),
  );
  return { common, each };
}

/** What was typed for one pool, as an estimate of it alone would be. */
export function flagsOf(pool: PoolName, flags: PoolsFlags): EstimateFlags {
  const given = Object.fromEntries(shared.map((name) => [name, flags[name]]));
  const special = own.flatMap(([name, flag]) => {
    const value = flags[keyOf(pool, name)];
    return value === undefined ? [] : [[flag, value] as const];
  });
  const all = { ...given, ...Object.fromEntries(special) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** How an option of an estimate is typed for one pool. */
export function typedFor(pool: PoolName, flags: PoolsFlags): (name: keyof EstimateFlags) => string {
  return (name) => {
    const [found] = own.find(([, flag]) => flag === name) ?? [];
    if (found === undefined) return typed(name);
    const isShared = found === 'on' && flags[keyOf(pool, found)] === undefined;
    return isShared ? typed(name) : `--${pool}-${found}`;
  };
}

/** An option of an estimate, in the words of one pool: `--tp 4: …` as `--prefill-tp 4: …`. */
export function inPoolWords(pool: PoolName, text: string): string {
  return text.replace(/--(tp|ep|attention-dp|pp|dp)\b/g, (_, name: string) =>
    name === 'dp' ? `--${pool}-replicas` : `--${pool}-${name}`,
  );
}

/** The key under which commander keeps an option. */
function keyOf(pool: PoolName, name: (typeof own)[number][0]): keyof PoolsFlags {
  const words = `${pool}-${name}`;
  return words.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof PoolsFlags;
}
