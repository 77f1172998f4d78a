import type { Gap } from '../gap.ts';
import { noState, type Concept } from '../knowledge/concept.ts';
import type { GapPlan } from '../suite/plan.ts';
import { code, count, harmless } from '../text/markdown.ts';
import type { Guidance } from './document.ts';

const enough = 0.5;

/** How to write the layer: from which class, what to declare, what not to forget. */
export function guidanceFor(gap: Gap, plan: GapPlan, concepts: readonly Concept[]): Guidance {
  const { nearest } = gap;
  const isClose = nearest !== undefined && nearest.overlap >= enough;
  const stateful = concepts.filter(({ impact }) => !impact.kvCache.startsWith('None'));
  const products = plan.tensors.filter(({ role }) => role === 'product');
  const cut = plan.tensors.filter(({ split }) => split !== undefined);
  return {
    baseClass: isClose ? nearest.kind : 'Layer',
    reason: isClose
      ? `${nearest.kind} declares ${nearest.shared.length} of these tensors already; what differs are ${differences(gap)}.`
      : 'No kind has enough in common with it: `Layer` derives every metric from what the class declares.',
    alternative: isClose
      ? `Extend ${nearest.kind} by a key of its spec where the difference is an option; write a class on \`Layer\` where \`forward\` would share little.`
      : nearest === undefined
        ? 'None: no kind shares a tensor with it.'
        : `Read ${nearest.kind}, which shares ${(100 * nearest.overlap).toFixed(0)} % of the tensors, before you write: its helpers may serve.`,
    members: [
      [
        '`this.weight`, `this.linear` in the constructor',
        '`compute_weight_memory()`',
        `${plan.tensors.length} tensors, named as the checkpoint names them below the layer's prefix, outputs before inputs`,
      ],
      [
        '`this.keep`',
        '`compute_kv_cache()`',
        stateful.length > 0
          ? `state: ${stateful.map(({ name }) => name).join(', ')} say that something is kept`
          : 'nothing that the tensors show; confirm it in the model code',
      ],
      [
        '`forward(step, work)`',
        '`compute_flops()`, `compute_activation_memory()`',
        `${products.length} products${
          products.length > 0
            ? `, of them ${products
                .slice(0, 4)
                .map(({ source }) => code(source.name))
                .join(', ')}`
            : ''
        }; then what no weight shows: attention, scans, exchanges`,
      ],
      [
        '`check(faults)`',
        '`_validate_parallelism()`',
        cut.length > 0
          ? `tensorParallel must divide ${[...new Set(cut.flatMap(({ split, dimensions }) => dimensions[split?.dimension ?? 0] ?? []))].map((key) => `\`${key}\``).join(', ')}`
          : 'nothing is cut',
      ],
    ],
    specKeys: [
      ...Object.entries(plan.sizes).map(
        ([key, size]) => [key, 'integer', `${count(size)} in this model`] as const,
      ),
      ...concepts
        .flatMap(({ specKeys = [] }) => specKeys)
        .filter(
          ([key], at, all) =>
            !Object.hasOwn(plan.sizes, key) && all.findIndex(([other]) => other === key) === at,
        ),
    ],
    specialHandling: handling(gap, plan, concepts),
    kvCache: {
      standard:
        'Attention keeps keys and values of `numKvHeads * headDim` elements for each position and layer; other layers keep nothing.',
      modified:
        stateful.map(({ name, impact }) => `${name}: ${impact.kvCache}`).join(' ') ||
        (concepts.length > 0 ? noState : 'Not known from the tensors.'),
      note:
        stateful.length > 0
          ? 'Declare each with `this.keep`, with a retention that says for how many positions; reads and writes follow from it.'
          : 'Declare nothing unless the model code keeps something.',
    },
  };
}

function differences({ nearest }: Gap): string {
  const { mismatches = [], extra = [], missing = [] } = nearest ?? {};
  const list = (names: readonly string[]): string => names.slice(0, 6).map(code).join(', ');
  return (
    [
      ...(mismatches.length > 0
        ? [`the shapes of ${list(mismatches.map(({ name }) => name))}`]
        : []),
      ...(extra.length > 0 ? [`${list(extra)}, which it lacks`] : []),
      ...(missing.length > 0 ? [`${list(missing)}, which the model lacks`] : []),
    ].join('; ') || 'proportions only'
  );
}

function handling(gap: Gap, plan: GapPlan, concepts: readonly Concept[]): readonly string[] {
  const formats = [...new Set(gap.tensors.map(({ dtype }) => dtype))];
  return [
    ...new Set(concepts.flatMap(({ handling: own }) => own)),
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
