import { statSync } from 'node:fs';
import { extname } from 'node:path';
import {
  decodeModelConfig,
  validateModelConfig,
  type Finding,
  type ModelConfig,
} from '@mantile/config';
import { MantileError, type Fault, type LayerRegistry } from '@mantile/core';
import { textOf } from '../input/files.ts';
import { isOwnConfig } from '../input/isOwnConfig.ts';
import { withOwnClasses } from '../validate/ownClasses.ts';

/** A model config, and the classes of its layers. */
interface OwnConfig {
  readonly config: ModelConfig;
  readonly registry: LayerRegistry;
}

/**
 * A model config or a manifest of Mantile's own, with layer classes of the person's own where a module is named;
 * undefined for files of other kinds.
 */
export async function ownConfig(
  path: string,
  { registry, layers }: { readonly registry: LayerRegistry; readonly layers?: string | undefined },
): Promise<OwnConfig | undefined> {
  if (statSync(path).isDirectory()) return undefined;
  if (/^\.ya?ml$/i.test(extname(path))) {
    const { expandManifest } = await import('@mantile/config/manifest');
    const { config, findings } = expandManifest(textOf(path), { registry });
    if (config === undefined) throw refused(path, withOwnClasses(findings, layers));
    return { config, registry };
  }
  if (extname(path).toLowerCase() !== '.json') return undefined;
  const text = textOf(path);
  if (!isOwnConfig(text)) return undefined;
  const { errors } = validateModelConfig(text, { registry });
  if (errors.length > 0) throw refused(path, withOwnClasses(errors, layers));
  const config = decodeModelConfig(JSON.parse(text) as Parameters<typeof decodeModelConfig>[0]);
  return { config, registry };
}

function refused(path: string, findings: readonly Finding[]): MantileError {
  const [first, ...others] = findings.map((finding): Fault => ({
    code: finding.code,
    path: finding.path === '' ? path : `${path} ${finding.path}`,
    message:
      finding.code === 'config.unknown_class' && finding.fix !== undefined
        ? `${finding.message} ${finding.fix}`
        : finding.message,
  }));
  const none = { code: 'config.invalid', path, message: 'no model can be read from it.' };
  return new MantileError([first ?? none, ...others]);
}
