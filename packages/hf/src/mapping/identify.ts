import type { ConfigReader } from './configReader.ts';

/**
 * What the caller knows of a model's names; what is left out is made from the others.
 *
 * @example
 * import type { ModelNames } from '@mantile/hf';
 * const names: ModelNames = { hfModelId: 'meta-llama/Llama-3.1-8B' };
 * names.hfModelId?.replace('/', '_') // => 'meta-llama_Llama-3.1-8B'
 * @category Mapping
 */
export interface ModelNames {
  /** `org/name` on the hub. */
  readonly hfModelId?: string | undefined;
  /** The name of the config's file, without `.json`. */
  readonly modelId?: string | undefined;
  /** For people. */
  readonly name?: string | undefined;
}

/** Names for a model: those given, else made from its name on the hub, else from its `model_type`. */
export function identify(
  config: ConfigReader,
  { hfModelId, modelId, name }: ModelNames,
): { readonly modelId: string; readonly hfModelId?: string; readonly name: string } {
  const path = config.raw('_name_or_path');
  // A local folder says nothing about the model's name on the hub.
  const isHubName = typeof path === 'string' && /^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(path);
  const hub = hfModelId ?? (isHubName ? path : undefined);
  const type = config.raw('model_type');
  const fallback = typeof type === 'string' ? type.replace(/[^\w.-]/g, '_') : 'model';
  const id = modelId ?? hub?.replace('/', '_') ?? fallback;
  return {
    modelId: id,
    ...(hub !== undefined && { hfModelId: hub }),
    name: name ?? hub?.split('/').at(-1)?.replace(/[-_]+/g, ' ') ?? id,
  };
}
