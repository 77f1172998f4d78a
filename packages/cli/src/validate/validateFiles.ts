import { basename } from 'node:path';
import { validateModelConfig, type Finding } from '@mantile/config';
import { expandManifest } from '@mantile/config/manifest';
import type { LayerRegistry } from '@mantile/core';
import { layersFrom } from '../input/layersFrom.ts';
import { checkHardware } from './hardwareFindings.ts';
import { isManifest, namedFiles, standardInput } from './namedFiles.ts';
import { withOwnClasses } from './ownClasses.ts';

/** What a file is, and what was found in it. */
export interface FileReport {
  readonly file: string;
  readonly kind: 'model config' | 'manifest' | 'hardware';
  readonly valid: boolean;
  readonly findings: readonly Finding[];
}

/** What came of a run over files. */
export interface Validation {
  readonly reports: readonly FileReport[];
  /** Files of folders that are neither. */
  readonly skipped: number;
}

/** How to check. */
export interface ValidateFlags {
  /** Whether a warning is as bad as an error. */
  readonly strict?: boolean;
  /** The module with layer classes of one's own. */
  readonly layers?: string;
}

/** Checks every file that the paths name. */
export async function validateFiles(
  paths: readonly string[],
  { strict = false, layers }: ValidateFlags,
  input?: () => Promise<string>,
): Promise<Validation> {
  const registry = await layersFrom(layers);
  const { files, skipped } = await namedFiles(paths, input);
  const reports = files.map(({ file, text }): FileReport => {
    const { kind, findings: found } = checkFile(file, text, registry);
    const findings = withOwnClasses(found, layers);
    const isBad = ({ severity }: Finding) =>
      severity === 'error' || (strict && severity === 'warning');
    return { file, kind, valid: !findings.some(isBad), findings };
  });
  return { reports, skipped };
}

function checkFile(
  file: string,
  text: string,
  registry: LayerRegistry,
): Pick<FileReport, 'kind' | 'findings'> {
  if (isManifest(file, text)) {
    return { kind: 'manifest', findings: expandManifest(text, { registry }).findings };
  }
  // The one key that every hardware file has and no model config.
  if (/"compute_per_package_PFlops"\s*:/.test(text)) {
    return { kind: 'hardware', findings: checkHardware(text).findings };
  }
  const named = file === standardInput ? {} : { fileName: basename(file) };
  const { errors, warnings } = validateModelConfig(text, { registry, ...named });
  return { kind: 'model config', findings: [...errors, ...warnings] };
}
