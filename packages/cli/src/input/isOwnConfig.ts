/** Whether a JSON text is a model config of Mantile's. HuggingFace's config.json may have layer_types too: a list of words. */
export function isOwnConfig(text: string): boolean {
  return /"(?:layer_types|layerTypes)"\s*:\s*\[\s*\{/.test(text);
}
