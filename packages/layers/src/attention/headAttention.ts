import type { LinearPart, LocalTensor, SpecSchema } from '@mantile/core';
import type { LoRA } from '../adapters/lora.ts';
import { AttentionCoreLayer } from './attentionCore.ts';
import type { AttentionSpec } from './attentionKeys.ts';
import type { AttentionShape } from './attentionShape.ts';
import type { Projections } from './projections.ts';
import { bidirectional, causal, type Visibility } from './visibility.ts';

/**
 * Attention over heads of one width, with all the options that such kinds share. A kind of one's own says which
 * positions a token sees.
 *
 * @example
 * import { groupedQueryAttentionSpec, HeadAttentionLayer, type Visibility } from '@mantile/layers';
 * class SelfAttentionIndeed extends HeadAttentionLayer<typeof groupedQueryAttentionSpec> {
 *   static readonly kind = 'SelfAttentionIndeed';
 *   static readonly specSchema = groupedQueryAttentionSpec;
 *   protected override visible(): Visibility {
 *     return { scored: (step, degree) => step.tokens(degree), read: () => 0, written: () => 0, exchanged: () => 0 };
 *   }
 * }
 * const layer = new SelfAttentionIndeed({ hiddenSize: 8, numHeads: 4, numKvHeads: 2 });
 * // 2·8·(8 + 4 + 4 + 8) for the projections, and one pair of 4·8
 * layer.computeFlops({ phase: 'prefill', batchSize: 1, seqLen: 1 }) // => 416
 * @category Attention
 */
export abstract class HeadAttentionLayer<
  Schema extends SpecSchema<unknown, AttentionSpec>,
> extends AttentionCoreLayer<Schema> {
  /** Which positions a token sees; kinds with another rule override it. */
  protected visible(): Visibility {
    return this.attention.isCausal === false ? bidirectional() : causal();
  }

  /** The spec, as what all these kinds share. */
  protected get attention(): AttentionSpec {
    return this.spec;
  }

  protected override shape(): AttentionShape {
    const { attention } = this;
    const { hiddenSize, outputGate, sinkLogits, sharedKv } = attention;
    const { numHeads, numKvHeads, headDim, vHeadDim } = this.widths;
    return {
      hiddenSize,
      numHeads,
      numKvHeads,
      keyWidth: headDim,
      valueWidth: vHeadDim,
      gateWidth: outputGate === undefined ? 0 : outputGate === 'perHead' ? 1 : vHeadDim,
      headScalars: sinkLogits ? ['sinks'] : [],
      cached: [
        ['key', headDim],
        ['value', vHeadDim],
      ],
      visibility: this.visible(),
      projectsKeyValue: sharedKv === undefined,
      sharesCache: sharedKv !== undefined,
      outputBias: attention.oBias ?? attention.hasBias,
      clipsOutput: attention.clipsProjections,
      lora: this.lora,
      adaptsOutput: this.isAdapted('o_proj'),
    };
  }

  protected override declareInwards(): Projections {
    const { sharedKv } = this.attention;
    const queries = this.queryParts();
    const keyValue = this.keyValueParts();
    if (sharedKv === undefined) {
      return this.withNorm('qkv_proj', [...queries, ...keyValue], ['q', 'k']);
    }
    const projections = this.withNorm('q_proj', queries, ['q']);
    if (sharedKv === 'stored') this.storeUnused(keyValue);
    return projections;
  }

  /** Declares projections, with their adapters and the norms of queries or keys, as the spec has them. */
  protected withNorm(
    name: string,
    parts: readonly [LinearPart, ...LinearPart[]],
    normed: readonly ('q' | 'k')[],
  ): Projections {
    const adapted = parts.filter((part) => this.isAdapted(part.name));
    const projections = this.projections(name, parts, this.lora, adapted);
    return { ...projections, norm: this.norm(normed) };
  }

  /** The projection of queries, and of a gate of its own. */
  protected queryParts(): readonly [LinearPart, ...LinearPart[]] {
    const { numHeads, headDim, vHeadDim } = this.widths;
    const { hiddenSize, outputGate } = this.attention;
    const width = outputGate === 'elementwise' ? headDim + vHeadDim : headDim;
    const query = this.part('q_proj', hiddenSize, numHeads, width, this.hasBias('q'));
    if (outputGate !== 'perHead') return [query];
    return [query, this.part('g_proj', hiddenSize, numHeads, 1, false)];
  }

  /** The projections of keys and values, which may be one; from inputs of their own width in cross-attention. */
  protected keyValueParts(): readonly [LinearPart, ...LinearPart[]] {
    const { numKvHeads, headDim, vHeadDim } = this.widths;
    const { sourceWidth } = this;
    const key = this.part('k_proj', sourceWidth, numKvHeads, headDim, this.hasBias('k'));
    if (this.attention.attentionKEqV) return [key];
    return [key, this.part('v_proj', sourceWidth, numKvHeads, vHeadDim, this.hasBias('v'))];
  }

  /** Width of what keys and values are projected from. */
  protected get sourceWidth(): number {
    return this.attention.hiddenSize;
  }

  /** Numbers and widths of heads, defaults filled in. */
  protected get widths(): Readonly<
    Record<'numHeads' | 'numKvHeads' | 'headDim' | 'vHeadDim', number>
  > {
    const { hiddenSize, numHeads, numKvHeads = numHeads, vHeadDim } = this.attention;
    const headDim = this.attention.headDim ?? hiddenSize / numHeads;
    return { numHeads, numKvHeads, headDim, vHeadDim: vHeadDim ?? headDim };
  }

  private part(
    name: string,
    inputs: number,
    units: number,
    width: number,
    hasBias: boolean,
  ): LinearPart {
    const { clipsProjections: isClipped } = this.attention;
    return { name, inputs, outputs: units * width, split: 'outputs', units, hasBias, isClipped };
  }

  private hasBias(target: 'q' | 'k' | 'v'): boolean {
    const { hasBias, qkvBias = hasBias, kBias = qkvBias } = this.attention;
    return target === 'k' ? kBias : qkvBias;
  }

  private get lora(): LoRA | undefined {
    const { loraRank, loraIsMerged, loraNumAdapters, loraAdapterDtype } = this.attention;
    if (loraRank === undefined) return undefined;
    return {
      rank: loraRank,
      isMerged: loraIsMerged ?? false,
      numAdapters: loraNumAdapters ?? 1,
      adapterDtype: loraAdapterDtype,
    };
  }

  private isAdapted(projection: string): boolean {
    const { loraTargets = ['q', 'v'] } = this.attention;
    return loraTargets.some((target) => projection === `${target}_proj`);
  }

  /** Declares the norms of queries, keys and values that are projected together. */
  private norm(normed: readonly ('q' | 'k')[]): Projections['norm'] {
    const { qkNorm, vNorm } = this.attention;
    const { numHeads, numKvHeads, headDim, vHeadDim } = this.widths;
    const { tensorParallel } = this.parallelism;
    const localKvHeads = Math.max(1, numKvHeads / tensorParallel);
    const parts: { width: number; weight?: LocalTensor | undefined }[] = [];
    if (qkNorm !== undefined) {
      for (const target of normed) {
        const heads = target === 'q' ? numHeads / tensorParallel : localKvHeads;
        parts.push({ width: heads * headDim, weight: this.normWeight(target) });
      }
    }
    if (vNorm && normed.includes('k')) parts.push({ width: localKvHeads * vHeadDim });
    if (parts.length === 0) return undefined;
    // A mean square over heads that lie apart is one sum, of queries and of keys.
    const sums = qkNorm === 'fullWidth' ? normed.length : 0;
    return this.projectionNorm('qk_norm', parts, sums);
  }

  private normWeight(target: 'q' | 'k'): LocalTensor | undefined {
    const { numHeads, numKvHeads, headDim } = this.widths;
    const units = target === 'q' ? numHeads : numKvHeads;
    const name = `${target}_norm.weight`;
    const shards = [{ axis: 'tensorParallel', dimension: 0, units }] as const;
    switch (this.attention.qkNorm) {
      case 'perHead':
        return this.weight({ name, shape: [headDim] });
      case 'fullWidth':
        return this.weight({ name, shape: [units * headDim], shards });
      case 'perHeadAndDimension':
        return this.weight({ name, shape: [units, headDim], shards });
      case 'weightless':
      case undefined:
        return undefined;
    }
  }

  /** Tensors that lie in the checkpoint though no product uses them: keys and values are another layer's. */
  private storeUnused(keyValue: readonly LinearPart[]): void {
    for (const part of keyValue) this.linear(part);
    if (this.attention.qkNorm !== undefined) this.normWeight('k');
  }
}
