import type { ConfigReader } from '../configReader.ts';

// What tells the published Step-3.5-Flash and 3.7-Flash from other sizes.
const published = {
  hidden_size: 4096,
  num_hidden_layers: 45,
  num_attention_heads: 64,
  head_dim: 128,
  moe_intermediate_size: 1280,
};

/**
 * A fact that a shortened file of Step lacks. The published models have but one value, which is taken with a warning
 * where the other sizes are theirs; for any other size it is missing.
 */
export function assumedOfStep<Value>(
  config: ConfigReader,
  field: string,
  value: Value,
  what: string,
): Value | undefined {
  const isPublished = Object.entries(published).every(([name, size]) => config.raw(name) === size);
  if (!isPublished) {
    const message = `expected what it says of ${what}, but there is none.`;
    const fix = 'Take the complete config.json of the model, not an extract.';
    config.note('error', 'hf.field_missing', field, message, fix);
    return undefined;
  }
  config.note(
    'warning',
    'hf.config_trimmed',
    field,
    `absent, so the file is not complete; taken from the published Step Flash models: ${what} (${JSON.stringify(value)}).`,
    'Take the complete config.json of the model, or inspect its tensors too.',
  );
  return value;
}
