import { basename } from 'node:path';
import { validateModelConfig, type Finding } from '@mantile/config';
import { expandManifest } from '@mantile/config/manifest';
import { checkHardware } from './hardwareFindings.ts';
import { isManifest, namedFiles, standardInput } from './namedFiles.ts';

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

/** Checks every file that the paths name. With `strict` a warning is as bad as an error. */
export async function validateFiles(
  paths: readonly string[],
  strict: boolean,
  input?: () => Promise<string>,
): Promise<Validation> {
  const { files, skipped } = await namedFiles(paths, input);
  const reports = files.map(({ file, text }): FileReport => {
    const { kind, findings } = checkFile(file, text);
    const isBad = ({ severity }: Finding) =>
      severity === 'error' || (strict && severity === 'warning');
    return { file, kind, valid: !findings.some(isBad), findings };
  });
  return { reports, skipped };
}

function checkFile(file: string, text: string): Pick<FileReport, 'kind' | 'findings'> {
  if (isManifest(file, text)) {
    return { kind: 'manifest', findings: expandManifest(text).findings };
  }
  // The one key that every hardware file has and no model config.
  if (/"compute_per_package_PFlops"\s*:/.test(text)) {
    return { kind: 'hardware', findings: checkHardware(text).findings };
  }
  const named = file === standardInput ? {} : { fileName: basename(file) };
  const { errors, warnings } = validateModelConfig(text, named);
  return { kind: 'model config', findings: [...errors, ...warnings] };
}
