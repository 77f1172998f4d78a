import type { Case, Plan, Refused } from '../case.ts';
import { parseCsv } from '../csv.ts';
import { isChip } from '../hardware.ts';
import { buildOptions, modelOf } from '../models.ts';

const chipNames: Readonly<Record<string, string>> = {
  h100_sxm: 'h100',
  h200_sxm: 'h200',
  b200_sxm: 'b200',
  b300_sxm: 'b300',
};
/** Packages that one node, or one rack of NVLink, has. */
const reach: Readonly<Record<string, number>> = { gb200: 72 };

type Row = Readonly<Record<string, string>>;

/** Cases of the measurements of engines that come with aiconfigurator. */
export function readEngines(text: string): {
  readonly cases: readonly Case[];
  readonly refused: readonly Refused[];
} {
  const cases: Case[] = [];
  const refused: Refused[] = [];
  for (const row of parseCsv(text)) {
    const found = caseOf(row);
    if (typeof found === 'string') refused.push({ id: row['id'] ?? '', reason: found });
    else cases.push(found);
  }
  return { cases, refused };
}

function caseOf(row: Row): Case | string {
  const text = (name: string): string => row[name] ?? '';
  const isSplit = text('mode') === 'disagg';
  if (isSplit && text('decode_num_workers') === '') {
    return 'two pools, whose numbers of workers are not said';
  }
  const source = text('silicon_data_source');
  const chip = chipNames[text('system')] ?? text('system');
  if (!isChip(chip)) return `the chip ${chip} is not known`;
  const known = modelOf(text('model_path'));
  if (known === undefined) return `the model ${text('model_path')} is not known`;
  const concurrency = Number(/silicon_concurrency=(\d+)/.exec(source)?.[1]);
  if (!(concurrency >= 1)) return 'the concurrency is not said';
  // Collected by the benchmark of InferenceMAX, whose lengths vary; others state theirs.
  const isDrawn = !source.includes('/data/');
  const most = reach[chip] ?? 8;
  const plan = planOf(row, isSplit ? 'decode_' : '', isDrawn, most);
  if (typeof plan === 'string') return plan;
  const promptPlan = isSplit ? planOf(row, 'prefill_', isDrawn, most) : plan;
  if (typeof promptPlan === 'string') return promptPlan;
  const precision = text('precision') === '' ? 'bf16' : text('precision');
  const engine = text('backend');
  const tpotMs = Number(text('silicon_tpot_ms'));
  if (!(tpotMs > 0)) return 'the time per token is missing';
  const formats = { chip, engine, precision };
  const pools = isSplit
    ? {
        promptBuild: buildOptions(known.config, formats, promptPlan),
        promptCopies: Number(text('prefill_num_workers')),
        copies: Number(text('decode_num_workers')),
      }
    : undefined;
  return {
    id: text('id'),
    source: 'aiconfigurator',
    chip,
    model: known.id,
    engine,
    precision,
    version: text('backend_version') === '' ? 'not said' : text('backend_version'),
    plan,
    concurrency,
    inputTokens: length(Number(text('isl')), isDrawn),
    outputTokens: length(Number(text('osl')), isDrawn),
    config: known.config,
    build: buildOptions(known.config, formats, plan),
    pools,
    // Means of the time to the first token hold the rush at the start of a test, which says nothing of a steady load.
    measured: { tpotMs },
  };
}

function length(tokens: number, isDrawn: boolean) {
  return isDrawn ? { min: Math.round(0.8 * tokens), max: tokens } : tokens;
}

/** How the model is spread; a reason where the columns contradict each other or one node. */
function planOf(row: Row, pool: string, isProduct: boolean, most: number): Plan | string {
  const degree = (name: string): number => Math.max(1, Number(row[pool + name] ?? 1) || 1);
  if (degree('pp_size') > 1) return 'pipeline stages';
  const tensor = degree('tp_size');
  const data = degree('attention_dp_size');
  const experts = { tensor: degree('moe_tp_size'), expert: degree('moe_ep_size') };
  const isMixture = (row['moe_quant_mode'] ?? '') !== '' && experts.tensor * experts.expert > 1;
  if (isMixture && tensor * data !== experts.tensor * experts.expert) {
    return 'the plans of experts and of attention name different numbers of packages';
  }
  const plan = isProduct ? unmultiplied(tensor, data, experts) : undefined;
  const found = plan ?? {
    tensorParallel: tensor,
    attentionDataParallel: data,
    expertParallel: isMixture ? experts.expert : 1,
  };
  const packages = found.tensorParallel * found.attentionDataParallel;
  return packages > most ? 'more packages than a node has' : found;
}

/**
 * In rows of InferenceMAX, two degrees that name the same packages were multiplied: tp 8 and ep 8 became 64 packages
 * of a node that has 8, and attention that splits its batch among the 4 packages of tp 4 became 16.
 */
function unmultiplied(
  tensor: number,
  data: number,
  experts: { readonly tensor: number; readonly expert: number },
): Plan | undefined {
  const packages = tensor * data;
  if (packages === 1) return undefined;
  if (experts.tensor === experts.expert && packages === experts.tensor ** 2) {
    const degree = experts.tensor;
    return {
      tensorParallel: data > 1 ? 1 : degree,
      attentionDataParallel: data > 1 ? degree : 1,
      expertParallel: degree,
    };
  }
  if (data === tensor && experts.tensor === 1 && experts.expert === packages) {
    return { tensorParallel: 1, attentionDataParallel: data, expertParallel: data };
  }
  return undefined;
}
