import type { Gap } from '../gap.ts';
import { certainState, ofKept } from '../suite/knownState.ts';
import type { GapPlan } from '../suite/plan.ts';
import { code, count } from '../text/markdown.ts';
import { keptElements } from './readings.ts';

/** What can be said of state beyond what tensors' names say: nothing where fields are absent. */
interface Kept {
  /** For the list of members. */
  readonly declared?: string | undefined;
  readonly modified?: string | undefined;
  readonly note?: string | undefined;
}

/** What a module keeps, by the kind that the configuration names or by what projections would yield. */
export function keptFor(gap: Gap, plan: GapPlan): Kept {
  const { nearest, tensors, explained } = gap;
  const keeps = certainState(gap, plan.isRecurrent) ?? [];
  if (nearest !== undefined && keeps.length > 0) {
    const from = tensors.flatMap(({ name }) => (ofKept.test(name) ? [code(name)] : []));
    const says = `${nearest.kind} keeps ${keptElements(keeps)}`;
    return {
      declared: `as ${nearest.kind} does: ${keeps.map(({ name }) => name).join(' and ')}`,
      modified: `None that tensors show: ${says}, and ${from.slice(0, 6).join(', ')} are as it has them.`,
      note:
        plan.keeps === undefined
          ? 'Declare it as that kind does. The cases state nothing of it, as its size is not one of heads.'
          : 'Declare it as that kind does: the cases state it, on this reading.',
    };
  }
  if (nearest?.isConfigured === true && explained.some((name) => ofKept.test(name))) {
    const by = explained.filter((name) => ofKept.test(name)).map((name) => code(name));
    return {
      declared: 'nothing of keys and values: the layer that explains them keeps them',
      modified: `Keys and values are kept by the layer that explains ${by.slice(0, 6).join(', ')}: ${keptElements(nearest.keeps ?? [])}. It must not be counted again here.`,
      note: 'Declare what the model code keeps besides, if anything. The cases state nothing of it.',
    };
  }
  if (plan.isRecurrent) return {};
  const joined = nearest?.joined?.find(({ parts }) => parts.some((part) => ofKept.test(part)));
  if (nearest?.keeps !== undefined && nearest.keeps.length > 0 && joined !== undefined) {
    const reading = `where ${code(joined.name)} holds ${joined.parts.map(code).join(', ')}, as its length says`;
    return {
      declared: `${nearest.keeps.map(({ name }) => name).join(' and ')}, ${reading}; confirm it in the model code`,
      modified: `Not known for certain: ${reading}, it is what ${nearest.kind} keeps, ${keptElements(nearest.keeps)}.`,
      note: 'Declare it with `this.keep` where the model code confirms it. The cases state nothing of it.',
    };
  }
  const yields = tensors.filter(({ name }) => /(^|[._])[kv]_proj\.weight$/.test(name));
  const [key, value] = yields;
  if (key === undefined || value === undefined || yields.length !== 2) return {};
  const elements = yields.map(({ shape: [rows = 0] }) => rows);
  const says = `${code(key.name)} and ${code(value.name)} yield, ${elements.map(count).join(' and ')} elements`;
  return {
    declared: `if this is attention over cached positions, what ${says} for each; confirm it in the model code`,
    modified: `Not known. Attention over cached positions would keep what ${says} for each position and layer.`,
    note: 'Declare it with `this.keep` where the model code attends to cached positions. The cases state nothing of it.',
  };
}
