import type { Finding } from '@mantile/config';
import { MantileError } from '@mantile/core';
import { readHardwareJson, type HardwareFile } from '@mantile/hardware';

/** A hardware file as it was read, and what was found in it; no file where it cannot be read. */
export interface HardwareCheck {
  readonly findings: readonly Finding[];
  readonly file?: HardwareFile | undefined;
}

/** Checks the text of a hardware file. */
export function checkHardware(text: string): HardwareCheck {
  try {
    const { file, warnings } = readHardwareJson(text);
    const findings = warnings.map(({ code, path, message }): Finding => ({
      code,
      severity: 'warning',
      path,
      message,
    }));
    return { file, findings };
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    const findings = error.faults.map(({ code, path, message }): Finding => ({
      code,
      severity: 'error',
      path,
      message,
    }));
    return { findings };
  }
}
