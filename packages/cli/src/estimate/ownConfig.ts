import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { decodeModelConfig, validateModelConfig, type ModelConfig } from '@mantile/config';
import { MantileError, type Fault } from '@mantile/core';
import { textOf } from '../input/files.ts';

/** A model config or a manifest of Mantile's own; undefined for files of other kinds. */
export async function ownConfig(path: string): Promise<ModelConfig | undefined> {
  if (statSync(path).isDirectory()) return undefined;
  if (/^\.ya?ml$/i.test(extname(path))) {
    const { expandManifest } = await import('@mantile/config/manifest');
    const { config, findings } = expandManifest(textOf(path));
    if (config === undefined) throw refused(path, findings);
    return config;
  }
  if (extname(path).toLowerCase() !== '.json') return undefined;
  const text = textOf(path);
  // HuggingFace's config.json may have layer_types too: a list of words.
  if (!/"(?:layer_types|layerTypes)"\s*:\s*\[\s*\{/.test(text)) return undefined;
  const { errors } = validateModelConfig(text);
  if (errors.length > 0) throw refused(path, errors);
  return decodeModelConfig(JSON.parse(text) as Parameters<typeof decodeModelConfig>[0]);
}

function refused(
  path: string,
  findings: readonly { readonly code: string; readonly path: string; readonly message: string }[],
): MantileError {
  const [first, ...others] = findings.map((finding): Fault => ({
    code: finding.code,
    path: finding.path === '' ? path : `${path} ${finding.path}`,
    message: finding.message,
  }));
  const none = { code: 'config.invalid', path, message: 'no model can be read from it.' };
  return new MantileError([first ?? none, ...others]);
}
