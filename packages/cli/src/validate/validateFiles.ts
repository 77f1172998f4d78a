import { basename, extname } from 'node:path';
import { validateModelConfig, type Finding } from '@mantile/config';
import { expandManifest } from '@mantile/config/manifest';
import { readHardwareJson } from '@mantile/hardware';
import { MantileError } from '@mantile/core';
import { filesOf, textOf } from '../input/files.ts';
import { UsageError } from '../usageError.ts';

/** What a file is, and what was found in it. */
export interface FileReport {
  readonly file: string;
  readonly kind: 'model config' | 'manifest' | 'hardware';
  readonly valid: boolean;
  readonly findings: readonly Finding[];
}

const endings = ['.json', '.yaml', '.yml'];

/** Checks every file that the paths name. With `strict` a warning is as bad as an error. */
export function validateFiles(paths: readonly string[], strict: boolean): readonly FileReport[] {
  const files = filesOf(paths, endings);
  if (files.length === 0) {
    throw new UsageError(`no ${endings.join(', ')} file in ${paths.join(', ')}.`);
  }
  return files.map((file) => {
    const { kind, findings } = checkFile(file, textOf(file));
    const isBad = ({ severity }: Finding) =>
      severity === 'error' || (strict && severity === 'warning');
    return { file, kind, valid: !findings.some(isBad), findings };
  });
}

function checkFile(file: string, text: string): Pick<FileReport, 'kind' | 'findings'> {
  if (/^\.ya?ml$/i.test(extname(file))) {
    return { kind: 'manifest', findings: expandManifest(text).findings };
  }
  // The one key that every hardware file has and no model config.
  if (/"compute_per_package_PFlops"\s*:/.test(text)) {
    return { kind: 'hardware', findings: hardwareFindings(text) };
  }
  const { errors, warnings } = validateModelConfig(text, { fileName: basename(file) });
  return { kind: 'model config', findings: [...errors, ...warnings] };
}

function hardwareFindings(text: string): readonly Finding[] {
  try {
    return readHardwareJson(text).warnings.map(({ code, path, message }) => ({
      code,
      severity: 'warning',
      path,
      message,
    }));
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    return error.faults.map(({ code, path, message }) => ({
      code,
      severity: 'error',
      path,
      message,
    }));
  }
}
