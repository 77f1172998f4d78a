import type { Case, Refused } from '../case.ts';
import { parseCsv } from '../csv.ts';
import { isChip } from '../hardware.ts';
import { buildOptions, modelOf } from '../models.ts';

/** Lengths are drawn evenly from 0.8 L to L: so far to each side of their mean. */
const halfRange = 0.1;

/** Cases of InferenceMAX's single-node results. */
export function readInferenceMax(text: string): {
  readonly cases: readonly Case[];
  readonly refused: readonly Refused[];
} {
  const cases: Case[] = [];
  const refused: Refused[] = [];
  for (const row of parseCsv(text)) {
    const read = (name: string): number => Number(row[name]);
    const text = (name: string): string => row[name] ?? '';
    const chip = text('hw');
    const engine = text('framework') === 'trt' ? 'trtllm' : text('framework');
    const tensorParallel = read('tp');
    const isSplit = text('dp_attention') === 'true';
    const id = `${['hw', 'model', 'framework', 'precision', 'isl', 'osl'].map(text).join(' ')} c${text('conc')} tp${text('tp')} ep${text('ep')}${isSplit ? ' dpa' : ''}`;
    const known = modelOf(text('hf_model'));
    const reason = reasonAgainst(chip, known, text('cold_stall'));
    if (known === undefined || reason !== undefined) {
      refused.push({ id, reason: reason ?? '' });
      continue;
    }
    const plan = {
      tensorParallel: isSplit ? 1 : tensorParallel,
      attentionDataParallel: isSplit ? tensorParallel : 1,
      expertParallel: read('ep'),
    };
    const precision = text('precision');
    cases.push({
      id,
      source: 'InferenceMAX',
      chip,
      model: known.id,
      engine,
      precision,
      version: versionOf(text('image')),
      plan,
      concurrency: read('conc'),
      inputTokens: drawn(read('mean_isl'), read('isl')),
      outputTokens: drawn(read('mean_osl'), read('osl')),
      config: known.config,
      build: buildOptions(known.config, { chip, engine, precision }, plan),
      measured: {
        tpotMs: 1e3 * read('median_tpot'),
        ttftMs: 1e3 * read('median_ttft'),
        e2eMs: 1e3 * read('median_e2el'),
        outputTokensPerSecondPerPackage: read('output_tput_per_gpu'),
      },
    });
  }
  return { cases, refused };
}

function reasonAgainst(chip: string, known: unknown, stall: string): string | undefined {
  if (stall === '1') return 'paused while kernels were compiled';
  if (!isChip(chip)) return `the chip ${chip} is not known`;
  return known === undefined ? 'the model is not known' : undefined;
}

/** The range that lengths were drawn from, moved to the mean that the draws really had. */
function drawn(mean: number, nominal: number): { readonly min: number; readonly max: number } {
  return { min: mean - halfRange * nominal, max: mean + halfRange * nominal };
}

/** The engine's version in the name of its image. */
function versionOf(image: string): string {
  const [, version] =
    /(?:atom|:v?)(\d+\.\d+\.\d+(?:rc\d+)?)/.exec(image.replace(/rocm\d[\d.]*/, '')) ?? [];
  if (version === undefined) throw new Error(`no version in "${image}"`);
  return version;
}
