import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { computeTensorShapesFromConfig, tensorBytes, type Tensor } from '@mantile/hf';

/** A Llama of 158,528 parameters. */
export const toyConfig = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 64,
  intermediate_size: 192,
  num_hidden_layers: 2,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  head_dim: 8,
  vocab_size: 500,
  max_position_embeddings: 4096,
  tie_word_embeddings: false,
  attention_bias: false,
  mlp_bias: false,
  torch_dtype: 'bfloat16',
};

/** What its files hold. */
export function toyTensors(): readonly Tensor[] {
  return computeTensorShapesFromConfig({ config: toyConfig }).tensors ?? [];
}

/** The same with a mixer that nobody knows in its second layer. */
export function mixerTensors(): readonly Tensor[] {
  const mixer = (name: string, shape: readonly number[]): Tensor => ({
    name: `model.layers.1.mixer.${name}`,
    shape,
    dtype: 'BF16',
  });
  return [
    ...toyTensors(),
    mixer('w_in.weight', [96, 64]),
    mixer('w_out.weight', [64, 96]),
    mixer('flux', [96]),
  ];
}

/** A whole safetensors file, its weights all zero. */
export function safetensorsFile(tensors: readonly Tensor[]): Uint8Array {
  let end = 0;
  const entries = tensors.map(({ name, shape, dtype }) => {
    const start = end;
    end += tensorBytes({ shape, dtype });
    return [name, { dtype, shape, data_offsets: [start, end] }] as const;
  });
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const bytes = new Uint8Array(8 + header.length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return bytes;
}

/** Files of a folder: texts, bytes, and values that become JSON. */
export function writeFiles(folder: string, files: Readonly<Record<string, unknown>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    const isPlain = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(path, isPlain ? content : JSON.stringify(content));
  }
}

/** The toy as a folder of HuggingFace's. */
export function toyFiles(
  tensors: readonly Tensor[] = toyTensors(),
): Readonly<Record<string, unknown>> {
  return { 'config.json': toyConfig, 'model.safetensors': safetensorsFile(tensors) };
}
