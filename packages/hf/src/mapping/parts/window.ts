import type { ConfigReader } from '../configReader.ts';
import type { Naming } from '../../blueprint/naming.ts';
import type { Body } from './body.ts';
import { listedLayerKinds } from './layerPattern.ts';

type Spec = Readonly<Record<string, unknown>>;

/** What {@link statedWindow} falls back on. */
interface WindowChoices {
  /** Default of the family's configuration class; no window when absent. */
  readonly absent?: number;
  /** Whether published files always say it, if only to say that there is none: one that does not is an extract. */
  readonly isAlwaysStated?: boolean;
}

/** The window that attention is held to; undefined without one, or where it spans all positions there are. */
export function statedWindow(
  config: ConfigReader,
  { absent, isAlwaysStated = false }: WindowChoices = {},
): number | undefined {
  if (!config.states('sliding_window')) {
    // No parameter depends on it, so that nothing else would show that it is wrong.
    if (absent !== undefined || isAlwaysStated) {
      const taken = absent === undefined ? 'attention is taken for full' : `${absent} is taken`;
      config.note(
        'warning',
        'hf.window_unstated',
        'sliding_window',
        `absent, and ${taken}: cache and times of attention depend on it.`,
        'Take the complete config.json of the model.',
      );
    } else {
      config.noteDefault('sliding_window', null);
    }
    return absent;
  }
  const window = config.optionalCount('sliding_window');
  const positions = config.optionalCount('max_position_embeddings') ?? Infinity;
  if (window !== undefined && !config.states('max_position_embeddings')) {
    config.noteAbsent(
      'max_position_embeddings',
      'the window is taken to span fewer than there are',
    );
  }
  return window === undefined || window === 0 || window >= positions ? undefined : window;
}

/** Which layers attend to a window only: as `layer_types` lists them, by the family's rule where there is no list. */
export function slidingLayers(
  config: ConfigReader,
  otherwise: (layer: number) => boolean,
): (layer: number) => boolean {
  const kinds = ['full_attention', 'sliding_attention'] as const;
  const listed = listedLayerKinds(config, 'layer_types', kinds);
  if (listed === undefined && !config.has('layer_types')) {
    config.noteAbsent(
      'layer_types',
      'the rule of the model’s code says which layers have a window',
    );
    return otherwise;
  }
  return (layer) => listed?.[layer] === 'sliding_attention';
}

/** Attention of one kind in all layers, held to a window or not. */
export function uniformAttention(
  spec: Spec,
  window?: number,
  naming?: Naming,
): (layer: number) => Body {
  const body = attentionBody('attention', spec, window, naming);
  return () => body;
}

/** Attention to everything in some layers, and to a window in others. */
export function mixedAttention(
  spec: Spec,
  isSliding: (layer: number) => boolean,
  window: number | undefined,
  naming?: Naming,
): (layer: number) => Body {
  const full = attentionBody('attention.full', spec, undefined, naming);
  const sliding =
    window === undefined ? full : attentionBody('attention.sliding', spec, window, naming);
  return (layer) => (isSliding(layer) ? sliding : full);
}

/**
 * Notes windows that a file of Qwen switches on: in each that was published they are off, and which layers they
 * would be for differs from release to release of the code.
 */
export function noteIgnoredWindow(config: ConfigReader): void {
  if (!config.has('sliding_window') || config.raw('use_sliding_window') !== true) return;
  config.note(
    'warning',
    'hf.window_ignored',
    'use_sliding_window',
    'attention is taken to be full in every layer: which layers a window is for is not known of this family.',
    'Parameters are not concerned; the KV cache of such layers is overstated.',
  );
}

function attentionBody(
  name: string,
  spec: Spec,
  window: number | undefined,
  naming: Naming | undefined,
): Body {
  return window === undefined
    ? { name, kind: 'GroupedQueryAttentionLayer', spec, naming }
    : {
        name,
        kind: 'SlidingWindowAttentionLayer',
        spec: { ...spec, slidingWindow: window },
        naming,
      };
}
