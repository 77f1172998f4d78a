import type { GapContext } from '../context.ts';
import type { Gap, GapTensor } from '../gap.ts';
import { readTensors } from '../knowledge/readTensors.ts';
import type { Concept } from '../knowledge/concept.ts';
import { plannedSuite, type GapSuite } from '../suite/gapSuite.ts';
import { dimensionMismatches } from './dimensions.ts';
import type { GapReportDocument } from './document.ts';
import { guidanceFor } from './guidance.ts';
import { flopsBounds } from './experts.ts';
import { featureMarkdown } from './markdown/feature.ts';
import { reportMarkdown } from './markdown/report.ts';
import { referencesFor } from './references.ts';
import { strategiesFor } from './strategies.ts';
import { analyseTensors } from './tensorAnalysis.ts';
import { flopsFigures, memoryFigures } from './worked.ts';

/**
 * A gap report as text and as data, with its cases.
 *
 * @example
 * import { gapReport, gapsOf, type GapReport } from '@mantile/hf';
 * const tensors = [{ name: 'model.layers.0.mixer.state', shape: [4, 5], dtype: 'BF16' }] as const;
 * const { gaps, context } = gapsOf({ config: {}, tensors });
 * const reports: GapReport[] = gaps.map((gap) => gapReport(gap, context));
 * reports.map(({ path }) => path) // => ['gaps/mixer.md']
 * @category Gap reports
 */
export interface GapReport {
  /** Where it belongs. */
  readonly path: string;
  readonly markdown: string;
  readonly json: GapReportDocument;
  /** Its cases; absent for a feature without tensors. */
  readonly suite?: GapSuite | undefined;
}

/**
 * Writes the report of a gap: everything that is needed to implement the layer without the model at hand, as far as
 * its tensors and the configuration tell. What they do not tell is said to be unknown.
 *
 * @example
 * import { gapReport, gapsOf } from '@mantile/hf';
 * const tensors = [{ name: 'model.layers.0.self_attn.sinks', shape: [64], dtype: 'BF16' }] as const;
 * const { gaps: [gap], context } = gapsOf({ config: { hidden_size: 4096 }, tensors });
 * const report = gap && gapReport(gap, context);
 * report?.markdown.split('\n')[0] // => '# Gap: self_attn'
 * report?.json.flops.map(({ worked }) => worked) // => ['1 * 2,048 * 64 = 131,072']
 * @category Gap reports
 */
export function gapReport(gap: Gap, context: GapContext): GapReport {
  const { plan, suite } = plannedSuite(gap, context);
  const concepts = conceptsOf(gap, context);
  const bounds = flopsBounds(plan);
  const json: GapReportDocument = {
    model: context.modelId,
    gap: { ...gap, tensors: gap.tensors.slice(0, mostShown) },
    tensorAnalysis: analyseTensors(gap, gap.tensors.slice(0, mostShown), plan, concepts.byTensor),
    shapeMismatches: gap.nearest?.mismatches ?? [],
    dimensionMismatches: dimensionMismatches(gap, context).slice(0, mostShown),
    furtherTensors: Math.max(0, gap.tensors.length - mostShown),
    guidance: guidanceFor(gap, plan, concepts.all),
    flops: flopsFigures(plan),
    ...(bounds !== undefined && { flopsBounds: bounds }),
    memory: memoryFigures(plan),
    communication: strategiesFor(plan),
    references: referencesFor(context, concepts.all),
    cases: (suite?.ids ?? []).map((id, at) => ({ id, title: suite?.titles[at] ?? '' })),
  };
  const isFeature = suite === undefined;
  return {
    path: gap.reportFile,
    markdown: isFeature ? featureMarkdown(json) : reportMarkdown(json, context),
    json,
    ...(suite !== undefined && { suite }),
  };
}

/** Sorts of tensors that a report goes through; no real module has as many. */
const mostShown = 500;

interface Concepts {
  readonly byTensor: ReadonlyMap<GapTensor, Concept>;
  readonly all: readonly Concept[];
}

function conceptsOf({ module, tensors }: Gap, { sizes }: GapContext): Concepts {
  const found = readTensors(module, tensors, sizes).tensors.flatMap(({ tensor, concept }) =>
    concept === undefined ? [] : [[tensor, concept] as const],
  );
  const byTensor = new Map(found);
  return { byTensor, all: [...new Set(byTensor.values())] };
}
