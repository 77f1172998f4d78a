import { createLayerRegistry, type LayerClass } from '@mantile/core';
import { runSpec } from '@mantile/layers/spec';
import type { GapContext } from '../context.ts';
import type { Gap } from '../gap.ts';
import { harmless } from '../text/markdown.ts';
import { casesOf } from './cases.ts';
import { layerClassOf } from './gapLayer.ts';
import { planGap, type GapPlan } from './plan.ts';
import { practicalPlan } from './practicalPlan.ts';
import { suiteText } from './suiteText.ts';

/**
 * The cases of a gap as an executable spec, and the layer that they were worked out with.
 *
 * @example
 * import { gapsOf, gapSuite, type GapSuite } from '@mantile/hf';
 * const tensors = [{ name: 'model.layers.0.mixer.state', shape: [4, 5], dtype: 'BF16' }] as const;
 * const { gaps, context } = gapsOf({ config: {}, tensors });
 * const suites: (GapSuite | undefined)[] = gaps.map((gap) => gapSuite(gap, context));
 * suites[0]?.ids // => ['MIXER-1', 'MIXER-2', 'MIXER-3', 'MIXER-4']
 * @category Gap reports
 */
export interface GapSuite {
  /** Where it belongs. */
  readonly path: string;
  readonly text: string;
  readonly ids: readonly string[];
  /** What each case shows. */
  readonly titles: readonly string[];
  /** The class that the tensors show: enough to run the cases, and no more than tensors tell. */
  readonly layer: LayerClass;
}

/**
 * Writes the cases of a gap. They demand what its tensors fix: names, shapes and bytes, on one package and over
 * several, and what is kept where the configuration leaves no doubt of it. FLOPs that the tensors show are worked
 * out beside, and not demanded: the class may count more. Features without tensors have no cases.
 *
 * @example
 * import { createLayerRegistry } from '@mantile/core';
 * import { gapsOf, gapSuite } from '@mantile/hf';
 * import { runSpec } from '@mantile/layers/spec';
 * const tensors = [{ name: 'model.layers.0.mixer.state', shape: [8, 12], dtype: 'BF16' }] as const;
 * const { gaps: [gap], context } = gapsOf({ config: {}, tensors });
 * const suite = gap && gapSuite(gap, context);
 * const layers = createLayerRegistry(suite ? [suite.layer] : []);
 * runSpec(suite?.text ?? '', { layers, file: 'gaps/mixer_tests.md' }).passed // => true
 * @category Gap reports
 */
export function gapSuite(gap: Gap, context: GapContext): GapSuite | undefined {
  return plannedSuite(gap, context).suite;
}

/** The cases of a gap, and what they name sizes: whatever else is said of the layer names them so. */
export function plannedSuite(
  gap: Gap,
  context: GapContext,
): { readonly plan: GapPlan; readonly suite?: GapSuite | undefined } {
  const plan = planGap(gap, context);
  if (gap.suiteFile === undefined) return { plan };
  const suite = write(practicalPlan(plan), gap);
  const { passed } = runSpec(suite.text, {
    layers: createLayerRegistry([suite.layer]),
    file: suite.path,
  });
  // A name of the model may read as arithmetic; sizes and tensors without names of their own never do.
  if (passed) return { plan, suite };
  const bare = neutral(plan);
  return { plan: bare, suite: write(practicalPlan(bare), gap) };
}

function write({ plan, notes }: ReturnType<typeof practicalPlan>, gap: Gap): GapSuite {
  const cases = casesOf(plan);
  const prefix = prefixOf(gap.id);
  const ids = cases.map((_, at) => `${prefix}-${at + 1}`);
  return {
    path: gap.suiteFile ?? '',
    text: suiteText({ feature: plain(gap.feature), ids, cases, plan, notes }),
    ids,
    titles: cases.map(({ title }) => title),
    layer: layerClassOf(plan),
  };
}

/** Single underscores only: two of them would stand out as emphasis. */
function prefixOf(id: string): string {
  const letters = id
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, 36);
  const bare = letters.replace(/^_|_$/g, '');
  return /^[A-Z]/.test(bare) ? bare : `GAP_${bare === '' ? 'X' : bare}`;
}

/** Words of the model in a document whose arithmetic is read. */
function plain(text: string): string {
  return (
    harmless(text)
      .replace(/[^A-Za-z ]+/g, ' ')
      .trim() || 'the module'
  );
}

/** The same plan with names that say nothing. */
function neutral(plan: GapPlan): GapPlan {
  const keys = new Map(
    Object.keys(plan.sizes).map((key, at) => [
      key,
      key === 'topK' || key === 'numExperts' ? key : `size${letter(at)}`,
    ]),
  );
  const renamed = (key: string): string => keys.get(key) ?? key;
  return {
    ...plan,
    sizes: Object.fromEntries(
      Object.entries(plan.sizes).map(([key, size]) => [renamed(key), size]),
    ),
    keeps: undefined,
    tensors: plan.tensors.map((tensor) => ({
      ...tensor,
      isNamed: false,
      dimensions: tensor.dimensions.map((keys) => keys.map(renamed)),
    })),
  };
}

function letter(at: number): string {
  return (at >= 26 ? letter(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));
}
