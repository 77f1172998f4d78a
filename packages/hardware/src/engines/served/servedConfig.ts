/**
 * A type of layers, as far as it matters how it is served: those of a model config are such.
 *
 * @example
 * import { h100Sxm, servedAs, type ServedLayerType } from '@mantile/hardware';
 * const experts: ServedLayerType = {
 *   name: 'feedforward.moe',
 *   class: 'MoELayer',
 *   specs: { numExperts: 64, topK: 8 },
 * };
 * const { build } = servedAs({ layerTypes: [experts] }, h100Sxm, 'vllm');
 * build.layers['feedforward.moe']?.specs?.['routerDtype'] // => 'bf16'
 * @category Engines
 */
export interface ServedLayerType {
  readonly name: string;
  readonly class: string;
  readonly supported?: boolean | undefined;
  readonly dtypes?: Readonly<Record<string, string | undefined>> | undefined;
  readonly specs: Readonly<Record<string, unknown>>;
}

/**
 * What of a model decides how it is served: a model config, or the document that files hold.
 *
 * @example
 * import { b200Sxm, servedAs, type ServedConfig } from '@mantile/hardware';
 * import { gpt_oss_120b } from '@mantile/config/models';
 * const config: ServedConfig = gpt_oss_120b;
 * servedAs(config, b200Sxm, 'trtllm').build.layers['feedforward.moe']?.dtypes?.compute // => 'mxfp8'
 * @category Engines
 */
export type ServedConfig = {
  /** As HuggingFace's `model_type` names it. */
  readonly family?: string | undefined;
  /** The format of the weights; bf16 when absent. */
  readonly dtype?: string | undefined;
} & (
  | { readonly layerTypes: readonly ServedLayerType[] }
  | { readonly layer_types: readonly ServedLayerType[] }
);

/** A type of layers with its keys in one spelling. */
export interface Layer {
  readonly name: string;
  readonly isLatent: boolean;
  readonly isAttention: boolean;
  /** Whether quantising a checkpoint reaches it: norms, embeddings, heads and towers are left out. */
  readonly isPacked: boolean;
  readonly isDrafting: boolean;
  /** Absent of layers without experts among which a router chooses. */
  readonly experts?: number | undefined;
  /** The format of its weights, or of its experts'. */
  readonly stored: string;
  /** The formats that it says itself. */
  readonly dtypes: Readonly<Record<string, string | undefined>>;
  readonly specs: Readonly<Record<string, unknown>>;
}

/** What checkpoints leave in sixteen bits when they are packed. */
const leftWide = ['norm', 'embedding', 'head'];
/** Layers that run beside the text model's, each before a dot. */
const otherParts = ['vision', 'audio', 'encoder'];

/** The types of layers of a config in either spelling. */
export function layersOf(config: ServedConfig): readonly Layer[] {
  const types = 'layerTypes' in config ? config.layerTypes : config.layer_types;
  return types.map(({ name, class: kind, supported = true, dtypes = {}, specs }) => {
    const read = Object.fromEntries(
      Object.entries(specs).map(([key, value]) => [camelCase(key), value]),
    );
    const formats = Object.fromEntries(
      Object.entries(dtypes).map(([role, format]) => [camelCase(role), format]),
    );
    const [first = '', second = ''] = name.split('.');
    const isDrafting = first === 'mtp';
    const role = isDrafting ? second : first;
    const { numExperts, topK, expertDtype } = read;
    const isRouted = supported && typeof numExperts === 'number' && typeof topK === 'number';
    return {
      name,
      isLatent: kind.includes('Latent'),
      isAttention: role === 'attention',
      isPacked: !leftWide.includes(role) && !otherParts.includes(first),
      isDrafting,
      experts: isRouted ? numExperts : undefined,
      stored:
        typeof expertDtype === 'string'
          ? expertDtype
          : (formats['weights'] ?? config.dtype ?? 'bf16'),
      dtypes: formats,
      specs: read,
    };
  });
}

function camelCase(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
