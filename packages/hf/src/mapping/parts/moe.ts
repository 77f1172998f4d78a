import type { Naming } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';

type Spec = Readonly<Record<string, unknown>>;

/** The names under which configurations give the number of routed experts. */
export const expertCountNames = [
  'num_experts',
  'n_routed_experts',
  'num_local_experts',
  'moe_num_experts',
] as const;

const topKNames = [
  'num_experts_per_tok',
  'num_experts_per_token',
  'experts_per_token',
  'moe_top_k',
  'top_k_experts',
] as const;

/** The spec of routed experts, from the fields that most families share; shared experts are the family's to add. */
export function routedExpertsSpec(config: ConfigReader, widthName = 'moe_intermediate_size'): Spec {
  const numExperts = config.count(expertCountNames);
  checkGroups(config, numExperts);
  return {
    hiddenSize: config.count('hidden_size'),
    intermediateSize: config.count(widthName),
    numExperts,
    topK: config.count(topKNames),
  };
}

/** Notes groups of experts that no router can have. */
function checkGroups(config: ConfigReader, numExperts: number): void {
  const groups = config.optionalCount('n_group', 'num_expert_group') ?? 0;
  const chosen = config.optionalCount('topk_group') ?? 0;
  if (groups > 0 && numExperts % groups !== 0) {
    const message = `${groups} groups do not divide ${numExperts} experts.`;
    config.note('error', 'hf.groups_uneven', 'n_group', message);
  }
  if (groups > 0 && chosen > groups) {
    const message = `${chosen} groups cannot be chosen of ${groups}.`;
    config.note('error', 'hf.groups_uneven', 'topk_group', message);
  }
}

/** Where a checkpoint keeps the modules of a mixture of experts, below its prefix. */
export interface MoeNames {
  readonly router?: string;
  readonly correctionBias?: string;
  readonly shared?: string;
  readonly sharedGate?: string;
  readonly expert?: string;
  /** Gate, up and down of an expert. */
  readonly projections?: ProjectionNames;
  /** The same of shared experts, where they have other names than usual. */
  readonly sharedProjections?: ProjectionNames;
}

type ProjectionNames = readonly [gate: string, up: string, down: string];

const projections = ['gate_proj', 'up_proj', 'down_proj'] as const;

/** The names of most checkpoints where nothing else is given: those of DeepSeek. */
export function moeNaming(names: MoeNames = {}): Naming {
  const { router = 'gate', shared = 'shared_experts', expert = 'experts.{expert}' } = names;
  const naming: Record<string, string> = {
    [`${router}.weight`]: 'router.weight',
    [names.correctionBias ?? `${router}.e_score_correction_bias`]: 'router.correction_bias',
    [`${names.sharedGate ?? `${shared}_gate`}.weight`]: 'shared_experts_gate.weight',
  };
  for (const [at, name] of projections.entries()) {
    const own = names.projections?.[at] ?? name;
    const ofShared = names.sharedProjections?.[at] ?? name;
    naming[`${expert}.${own}.weight`] = `experts.{expert}.${name}.weight`;
    naming[`${shared}.${ofShared}.weight`] = `shared_experts.${name}.weight`;
  }
  return naming;
}
