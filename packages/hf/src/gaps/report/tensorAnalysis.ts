import { expertStack } from '../knowledge/concepts/expertStack.ts';
import type { Concept } from '../knowledge/concept.ts';
import { textOf } from '../suite/cuts.ts';
import type { GapPlan, PlannedTensor } from '../suite/plan.ts';
import { shapeText } from '../text/markdown.ts';
import type { Gap, GapTensor } from '../gap.ts';
import { declaredAnalysis } from './declaredTensor.ts';
import type { TensorAnalysis } from './document.ts';
import { flopsFigures, memoryFigures } from './worked.ts';

/** Explains every tensor: by the kind that declares it, by what is known of its name, or by its shape alone. */
export function analyseTensors(
  gap: Gap,
  tensors: readonly GapTensor[],
  plan: GapPlan,
  concepts: ReadonlyMap<GapTensor, Concept>,
): readonly TensorAnalysis[] {
  const planned = new Map(plan.tensors.map((tensor, at) => [tensor.source, { tensor, at }]));
  const flops = flopsFigures(plan);
  const memory = memoryFigures(plan);
  return tensors.map((source): TensorAnalysis => {
    const found = planned.get(source);
    const concept = concepts.get(source);
    const figures = {
      flops: found ? worked(flops[found.at]) : 'Not counted: the layer of the cases leaves it out.',
      memory: found
        ? `${worked(memory[found.at])} bytes in ${found.tensor.isSingle ? 32 : 16} bits`
        : `${source.bytes} bytes stored`,
    };
    const asRole = `As a ${roleName(found?.tensor)}, for a prompt of m = 2,048 rows: ${figures.flops}.`;
    const declared = declaredAnalysis(gap, source, plan.isRecurrent);
    if (declared !== undefined && (concept === undefined || declared.isOfKind)) {
      const { kvCache, isOfKind: _, ...rest } = declared;
      return {
        tensor: source,
        ...rest,
        ...(concept !== undefined && { concept: concept.name }),
        impact: { flops: asRole, memory: `${figures.memory}.`, kvCache },
      };
    }
    if (concept !== undefined) {
      const { name, whatItIs, whyUnusual, meaning, impact } = concept;
      return {
        tensor: source,
        concept: name,
        whatItIs,
        whyUnusual,
        meaning,
        impact: {
          flops: `${impact.flops} Here, ${rowsText(concept, found?.tensor)}: ${figures.flops}.`,
          memory: `${impact.memory} Here: ${figures.memory}.`,
          kvCache: impact.kvCache,
        },
      };
    }
    return {
      tensor: source,
      whatItIs: ofShape(source, found?.tensor),
      whyUnusual:
        'No layer kind declares a tensor of this name, and the name is not in the table of known ones.',
      meaning:
        'Not known: this is what its shape alone says. Read the model code before the layer is written.',
      impact: {
        flops: asRole,
        memory: `${figures.memory}.`,
        kvCache: 'Not known: a shape does not say what is kept between steps.',
      },
    };
  });
}

/** Which rows are counted: those of one expert by itself are no more than all. */
function rowsText(concept: Concept, planned: PlannedTensor | undefined): string {
  const isOneExpert = concept.name === expertStack.name && planned?.byExpert === false;
  return isOneExpert
    ? 'at most, if each of m = 2,048 rows were to use it'
    : 'for a prompt of m = 2,048 rows';
}

function worked(figure: { readonly formula: string; readonly worked: string } | undefined): string {
  if (figure === undefined || figure.formula === '0') return 'none by itself';
  return `\`${figure.formula}\` = ${figure.worked}`;
}

function roleName(tensor: PlannedTensor | undefined): string {
  return tensor?.role === 'product' ? 'product with each row' : 'vector applied to each row';
}

function ofShape({ shape, copies }: GapTensor, planned: PlannedTensor | undefined): string {
  const sizes = shape.filter((size) => size !== 1);
  const times = copies > 1 ? `${copies} of them. ` : '';
  const keys = (planned?.dimensions ?? [])
    .filter((dimension) => dimension.length > 0)
    .map((dimension) => textOf(dimension));
  if (shape.some((size) => size === 0)) return `${times}A tensor without elements.`;
  if (sizes.length === 0)
    return `${times}A single number, such as a gate, a scale or a temperature.`;
  if (sizes.length === 1) {
    const length = keys.at(-1);
    return `${times}A vector as long as ${length === undefined ? String(sizes[0]) : `\`${length}\``}: a bias, a gain, a rate or a mask.`;
  }
  if (sizes.length === 2) {
    const [to, from] = keys.slice(-2);
    return `${times}A matrix: a projection from \`${from ?? '?'}\` to \`${to ?? '?'}\` if it is stored as most are, outputs first; a table if its rows are looked up.`;
  }
  return `${times}A tensor ${shapeText(shape)}: a stack of matrices, or the kernel of a convolution.`;
}
