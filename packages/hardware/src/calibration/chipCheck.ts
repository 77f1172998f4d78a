import { MantileError, type Chip, type Roofline } from '@mantile/core';
import type { ChipCalibration } from './calibration.ts';

/**
 * How far figures may differ from the calibrated ones and pass for them: datasheets of one product differ
 * by up to 12 %, the memories of different products by 19 % and more.
 */
const tolerance = 0.15;
const giga = 1e9;
const tera = 1e12;

function isNear(found: number, calibrated: number): boolean {
  return found <= calibrated * (1 + tolerance) && found >= calibrated / (1 + tolerance);
}

/** Whether a calibration is of a chip with these figures. */
export function fitsChip({ chip: calibrated }: ChipCalibration, chip: Chip): boolean {
  const flops = calibrated.teraflops['bf16'];
  return (
    isNear(chip.memory[0].bandwidth, calibrated.gigabytesPerSecond * giga) &&
    (flops === undefined || isNear(chip.peakFlops['bf16'] ?? 0, flops * tera))
  );
}

/**
 * Refuses to tell times of one chip on another. Coefficients are shares of the calibrated chip's peaks, so
 * that on a chip with other peaks all times would be wrong, and look right.
 */
export function chipCheck({
  chip,
}: ChipCalibration): (roofline: Roofline, computeDtype?: string) => void {
  const bytes = chip.gigabytesPerSecond * giga;
  // All chips that were measured have it, so that no other format need be compared.
  const flops = (chip.teraflops['bf16'] ?? 0) * tera;
  let passedBytes = NaN;
  let passedFlops = NaN;
  return ({ bytesPerSecond, flopsPerSecond }, computeDtype) => {
    if (bytesPerSecond !== passedBytes) {
      if (!isNear(bytesPerSecond, bytes)) {
        throw mismatch(chip.name, 'memory', 'GB/s', bytesPerSecond / giga, bytes / giga);
      }
      passedBytes = bytesPerSecond;
    }
    if (computeDtype !== 'bf16' || flops === 0 || flopsPerSecond === passedFlops) return;
    if (!isNear(flopsPerSecond, flops)) {
      throw mismatch(chip.name, 'bf16 peak', 'TFLOP/s', flopsPerSecond / tera, flops / tera);
    }
    passedFlops = flopsPerSecond;
  };
}

function mismatch(
  name: string,
  figure: string,
  unit: string,
  found: number,
  calibrated: number,
): MantileError {
  return new MantileError([
    {
      code: 'hardware.efficiency_mismatch',
      path: 'hardware.efficiency',
      value: found,
      message:
        `the calibration is of ${name}, with a ${figure} of ${calibrated} ${unit}, and this chip has ` +
        `${found} ${unit}. Take calibratedSystem(hardware), which finds the calibration of a chip, or ` +
        'datasheetCalibration(chip, { like: calibration }), which carries coefficients over.',
    },
  ]);
}
