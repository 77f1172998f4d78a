import type * as z from 'zod';
import type { AttentionSpec } from './attentionKeys.ts';

type Key = keyof AttentionSpec;

/** Adds the rules between the keys of an attention spec to its schema; all faults are noted at once. */
export function withAttentionRules<Schema extends z.ZodType<AttentionSpec>>(
  schema: Schema,
): Schema {
  return schema.superRefine((spec, context) => {
    for (const [key, message] of faultsOf(spec)) {
      context.addIssue({ code: 'custom', path: [key], message });
    }
  });
}

function faultsOf(spec: AttentionSpec): [Key, string][] {
  const { hiddenSize, numHeads, numKvHeads = numHeads, headDim } = spec;
  const faults: [Key, string][] = [];
  const refuse = (isFault: boolean, key: Key, message: string): void => {
    if (isFault) faults.push([key, message]);
  };
  refuse(numHeads % numKvHeads !== 0, 'numKvHeads', 'numKvHeads must divide numHeads.');
  refuse(
    headDim === undefined && hiddenSize % numHeads !== 0,
    'headDim',
    'headDim is needed where numHeads does not divide hiddenSize.',
  );
  const keyWidth = headDim ?? hiddenSize / numHeads;
  refuse(
    spec.attentionKEqV && (spec.vHeadDim ?? keyWidth) !== keyWidth,
    'vHeadDim',
    `keys that serve as values are as wide: vHeadDim must be ${keyWidth} or absent.`,
  );
  refuse(
    spec.sharedKv !== undefined && spec.isCausal === false,
    'sharedKv',
    'bidirectional attention keeps no keys and values that layers could share.',
  );
  faults.push(...loraFaults(spec));
  return faults;
}

function loraFaults(spec: AttentionSpec): [Key, string][] {
  const faults: [Key, string][] = [];
  const { loraRank, loraTargets = ['q', 'v'], loraIsMerged, loraNumAdapters = 1 } = spec;
  if (loraRank === undefined) {
    const dependants = [
      'loraAlpha',
      'loraTargets',
      'loraIsMerged',
      'loraNumAdapters',
      'loraAdapterDtype',
    ] as const;
    for (const key of dependants) {
      if (spec[key] !== undefined) faults.push([key, 'an adapter needs loraRank as well.']);
    }
    return faults;
  }
  if (loraIsMerged === true && loraNumAdapters > 1) {
    faults.push(['loraNumAdapters', 'must be 1 where the adapter is merged into the weights.']);
  }
  if (new Set(loraTargets).size < loraTargets.length) {
    faults.push(['loraTargets', 'a projection is named twice.']);
  }
  if (spec.attentionKEqV && loraTargets.includes('v')) {
    faults.push(['loraTargets', 'values have no projection of their own: name k instead of v.']);
  }
  if (
    spec.sharedKv !== undefined &&
    loraTargets.some((target) => target === 'k' || target === 'v')
  ) {
    faults.push(['loraTargets', 'keys and values are not projected here; legal: q, o.']);
  }
  return faults;
}
