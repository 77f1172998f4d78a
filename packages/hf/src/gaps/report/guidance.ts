import type { Gap } from '../gap.ts';
import type { KindReading, NearestKind } from '../nearest.ts';
import { isClose as isCloseKind } from '../find/severity.ts';
import { noState, type Concept } from '../knowledge/concept.ts';
import { axesOf } from '../suite/cases.ts';
import { declarationsOf } from '../suite/declarations.ts';
import type { GapPlan } from '../suite/plan.ts';
import { code, count, harmless } from '../text/markdown.ts';
import type { Guidance } from './document.ts';
import { keptFor } from './kept.ts';
import { readingName } from './readings.ts';

/** How to write the layer: from which class, what to declare, what not to forget. */
export function guidanceFor(gap: Gap, plan: GapPlan, concepts: readonly Concept[]): Guidance {
  const { nearest } = gap;
  // A kind that exists needs no class.
  const isExact = gap.severity === 'LOW';
  const isClose = nearest !== undefined && (isExact || isCloseKind(nearest));
  const stateful = concepts.filter(({ impact }) => !impact.kvCache.startsWith('None'));
  const kept = keptFor(gap, plan);
  return {
    baseClass: isClose ? nearest.kind : 'Layer',
    reason:
      isExact && isClose
        ? `${nearest.kind} has all of these tensors in these proportions: only the mapping of this family to it is missing, and no class.`
        : isClose
          ? `${commonText(gap)}; what differs are ${differences(gap)}.`
          : 'No kind has enough in common with it: `Layer` derives every metric from what the class declares.',
    alternative: isExact ? 'None needed.' : alternativeFor(gap, isClose),
    members: membersFor(plan, kept.declared ?? statedState(stateful)),
    declarations: declarationsOf(plan),
    specKeys: [
      ...Object.entries(plan.sizes).map(
        ([key, size]) => [key, 'integer', keyMeaning(key, size, plan)] as const,
      ),
      ...concepts
        .flatMap(({ specKeys = [] }) => specKeys)
        .filter(
          ([key], at, all) =>
            !Object.hasOwn(plan.sizes, key) && all.findIndex(([other]) => other === key) === at,
        )
        .map(
          ([key, type, meaning]) =>
            [key, type, `${meaning}; optional, as the cases do not state it`] as const,
        ),
    ],
    specialHandling: handling(gap, plan, concepts),
    kvCache: {
      standard:
        'Attention keeps keys and values of `numKvHeads * headDim` elements for each position and layer; other layers keep nothing.',
      modified:
        kept.modified ??
        (stateful.map(({ name, impact }) => `${name}: ${impact.kvCache}`).join(' ') ||
          (concepts.length > 0 ? noState : 'Not known from the tensors.')),
      note:
        kept.note ??
        (stateful.length > 0
          ? 'Declare each with `this.keep`, with a retention that says for how many positions; reads and writes follow from it. The cases state nothing of it, as no tensor shows its size: add it to them with the class.'
          : 'Declare what the model code keeps, if anything. The cases state nothing of it.'),
    },
  };
}

function statedState(stateful: readonly Concept[]): string {
  return stateful.length > 0
    ? `state: ${stateful.map(({ name }) => name).join(', ')} say that something is kept`
    : 'nothing that the tensors show; confirm it in the model code';
}

function numExpertsText({ experts }: GapPlan): string {
  if (experts?.areAlike === false) return 'rows of the router, and how many experts there are';
  return `${experts?.isRouted === true ? 'rows of the router, and ' : ''}how many of each tensor of experts there are`;
}

/** Where nothing of the configuration says it, a size is that of this model. */
function keyMeaning(key: string, size: number, plan: GapPlan): string {
  const { experts } = plan;
  if (key === 'topK' && experts?.excess !== undefined) {
    return `experts per token: ${count(experts.excess)} says the configuration, which is more than there are; ${count(size)} here`;
  }
  if (key === 'topK') {
    return experts?.statesTopK === true
      ? `${count(size)} in this model: experts per token, from the configuration`
      : `experts per token, which the configuration does not say: at most ${count(size)}`;
  }
  return `${count(size)} in this model${key === 'numExperts' ? `: ${numExpertsText(plan)}` : ''}`;
}

function alternativeFor({ nearest }: Gap, isClose: boolean): string {
  if (nearest === undefined) return 'None: no kind shares a tensor with it.';
  if (!isClose && nearest.shared.length === 1) {
    return `None: a single name in common with ${nearest.kind} says little.`;
  }
  if (!isClose) {
    return `Read ${nearest.kind}, which shares ${(100 * nearest.overlap).toFixed(0)} % of the tensors, before you write: its helpers may serve.`;
  }
  const whole = nearest.readings?.find(({ contradictions }) => contradictions.length === 0);
  return whole === undefined
    ? `Extend ${nearest.kind} by a key of its spec where the difference is an option; write a class on \`Layer\` where \`forward\` would share little.`
    : `With \`${readingName(whole)}\` in its spec, ${nearest.kind} has exactly the tensors of this module: where the model code does what that key says, no class is needed${wayOf(whole, nearest)}.`;
}

/** How a gap is closed by a kind that exists, where its tensors can be held against it. */
function wayOf({ key, spec }: KindReading, { kind, isConfigured }: NearestKind): string {
  if (key === 'vocabSize') {
    return '. `mantile gaps resolve` refuses it, as the whole config goes by the vocab_size of config.json: correct that where it is wrong, and build the config anew';
  }
  return spec === undefined || !isConfigured
    ? ', only a mapping of this family to it with that key'
    : `. \`mantile gaps resolve\` holds the tensors against it and closes the gap, with \`--class ${kind} --specs '${JSON.stringify(spec)}'\`, without cases`;
}

/** What a kind has in common with the tensors that a report lists. */
function commonText({ nearest, tensors, explained }: Gap): string {
  const listed = new Set(tensors.map(({ name }) => name));
  const { kind = '', shared = [], mismatches = [], sizes } = nearest ?? {};
  const others = new Set(mismatches.map(({ name }) => name));
  const same = shared.filter((name) => listed.has(name) && !others.has(name)).length;
  if (same === 0 && explained.length > 0) {
    return `${kind} explains the other tensors of the module, and none of these`;
  }
  return sizes === undefined
    ? `${kind} has counterparts by name of ${same} of these ${tensors.length} tensors, in shapes that nothing fixes`
    : `${kind} has ${same} of these ${tensors.length} tensors as they are`;
}

function membersFor(plan: GapPlan, state: string): Guidance['members'] {
  const products = plan.tensors.filter(({ role }) => role === 'product' || role === 'experts');
  const some = products
    .slice(0, 4)
    .map(({ source }) => code(source.name))
    .join(', ');
  const units = plan.tensors.flatMap(({ cuts, dimensions }) =>
    cuts.map(
      ({ axis, dimension }) => `${axis} must divide \`${dimensions[dimension]?.[0] ?? ''}\``,
    ),
  );
  return [
    [
      '`this.weight`, `this.linear` in the constructor',
      '`compute_weight_memory()`',
      `${plan.tensors.length === 1 ? '1 tensor' : `${plan.tensors.length} sorts of tensors`}, named as the checkpoint names them below the layer's prefix, outputs before inputs: see the declarations`,
    ],
    ['`this.keep`', '`compute_kv_cache()`', state],
    [
      '`forward(step, work)`',
      '`compute_flops()`, `compute_activation_memory()`',
      `${products.length === 0 ? 'no product' : `products with ${some}${products.length > 4 ? ` and ${products.length - 4} more` : ''}`}; then what no weight shows: attention, scans, exchanges`,
    ],
    [
      '`static supportedParallelism`',
      '`_validate_parallelism()`',
      `the cases use ${axesOf(plan)
        .map((axis) => `\`${axis}\``)
        .join(', ')}`,
    ],
    [
      '`check(faults)`',
      '`_validate_parallelism()`',
      units.length > 0 ? [...new Set(units)].join(', ') : 'nothing is cut',
    ],
  ];
}

function differences({ nearest }: Gap): string {
  const { mismatches = [], extra = [], missing = [], joined = [] } = nearest ?? {};
  const list = (names: readonly string[]): string => names.slice(0, 6).map(code).join(', ');
  return (
    [
      ...(mismatches.length > 0
        ? [`the shapes of ${list(mismatches.map(({ name }) => name))}`]
        : []),
      ...joined.map(({ name, parts }) => `${code(name)}, as long as ${list(parts)} together`),
      ...(extra.length > 0 ? [`${list(extra)}, which it lacks`] : []),
      ...(missing.length > 0 ? [`${list(missing)}, which the model lacks`] : []),
    ].join('; ') || 'proportions only'
  );
}

function handling(gap: Gap, plan: GapPlan, concepts: readonly Concept[]): readonly string[] {
  const formats = [...new Set(gap.tensors.map(({ dtype }) => dtype))];
  return [
    ...new Set(
      concepts.flatMap(({ name, handling: own }) => own.map((line) => `${name}: ${line}`)),
    ),
    ...plan.assumptions,
    ...(formats.length > 1
      ? [
          `Tensors are stored as ${formats.map((format) => harmless(format)).join(', ')}: give those that stay in one format whatever the rest is in a \`dtype\` of their own.`,
        ]
      : []),
    ...(plan.leftOut > 0
      ? [`${plan.leftOut} tensors are in the list above, and not in the cases.`]
      : []),
    `The parameters of one layer must come to ${count(gap.parameters / gap.count)}${gap.explained.length > 0 ? ', besides those that are explained already' : ''}.`,
  ];
}
