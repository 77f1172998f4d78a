import type { Finding } from '@mantile/config';
import type { FileSource } from '@mantile/hf';

/** Files of weights with nothing in them are a broken download, and no model without weights. */
export function noTensors({ id }: FileSource): Finding {
  return {
    code: 'inspect.no_tensors',
    severity: 'error',
    path: '',
    message:
      'the files of its weights hold no tensor: what follows is computed from config.json alone.',
    fix: `Load the weights of ${id} anew, or leave them away to inspect its config.json.`,
  };
}

/** Without a config.json tensors are counted, and nothing else is known of them. */
export function noConfig(
  { id }: FileSource,
  weights: { readonly from: 'safetensors' | 'gguf' } | undefined,
): Finding {
  const isNothing = weights === undefined;
  return {
    code: 'config.file_missing',
    severity: isNothing || weights.from === 'safetensors' ? 'error' : 'info',
    path: 'config.json',
    message: `${id} holds no config.json${isNothing ? ' and no weights' : ': tensors are counted, not mapped to layers'}.`,
    fix: 'Name the folder or repository that holds one.',
  };
}
