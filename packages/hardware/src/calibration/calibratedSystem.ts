import { asSystem, type Chip, type Efficiency, type System } from '@mantile/core';
import type { DefinedSystem } from '../systems/systemFacts.ts';
import { calibratedEfficiency, type CalibratedOptions } from './calibratedEfficiency.ts';
import { enginesOf, type CalibrationBasis } from './calibrationBasis.ts';
import { calibrationFor, type FoundCalibration } from './calibrationFor.ts';
import type { CalibrationNote } from './calibrationNote.ts';
import { checkSystemOptions } from './checkSystemOptions.ts';
import type { DatasheetOptions } from './datasheetCalibration.ts';
import { launchGap, launchGapSource } from './launchGap.ts';
import { measuredEngines } from './measuredEngines.ts';
import { systemNotes } from './systemNotes.ts';

/**
 * What a calibrated system can be told: of the engine, and of a chip that was never measured.
 *
 * @example
 * import type { CalibratedSystemOptions } from '@mantile/hardware';
 * const options: CalibratedSystemOptions = { engine: 'sglang', multiprocessors: 96 };
 * options.engine // => 'sglang'
 * @category Calibration
 */
export interface CalibratedSystemOptions extends CalibratedOptions, DatasheetOptions {}

/**
 * A system that takes measured times, and what these rest on.
 *
 * @example
 * import { calibratedSystem, system, type CalibratedSystem } from '@mantile/hardware';
 * const box: CalibratedSystem = calibratedSystem(system('dgx-b200'), { engine: 'trtllm' });
 * [box.calibration.transfer, box.calibration.source?.date] // => ['measured', '2026-08-21']
 * @category Calibration
 */
export interface CalibratedSystem extends DefinedSystem {
  readonly efficiency: Efficiency;
  readonly calibration: CalibrationBasis;
}

/**
 * A system, or a chip alone, with the calibration that belongs to its chip: its own where it was measured,
 * else that of a chip of its architecture, else means over others. What was taken, how far off it was on
 * what had been left out, and what to know of it stand in `calibration`.
 *
 * Every chip of the catalogue with a published peak works; what has none is refused
 * (`hardware.figure_missing`). An `efficiency` that the system came with is replaced.
 *
 * @example
 * import { calibratedSystem, system } from '@mantile/hardware';
 * const pod = calibratedSystem(system('tpu-v5e-pod'));
 * pod.calibration.transfer // => 'datasheet'
 * pod.calibration.notes.map(({ code }) => code) // => ['calibration.other_architecture']
 * pod.efficiency.name // => 'calibrated: TPU v5e (never measured)'
 * @category Calibration
 */
export function calibratedSystem(
  hardware: Chip | System,
  options: CalibratedSystemOptions = {},
): CalibratedSystem {
  const known: System & Partial<DefinedSystem> = asSystem(hardware);
  checkSystemOptions(options);
  const { memoryKind, multiprocessors, like, ...timings } = options;
  const { engine, hasCudaGraphs } = timings;
  const found = calibrationFor(known.chip, { memoryKind, multiprocessors, like });
  const { calibration, transfer, from, defaults } = found;
  // Of a chip that was not measured with an engine, the median of all is the best that is known.
  const isMissing = measuredEngines.includes(engine ?? '') && !hasEngine(found, engine);
  const taken = isMissing ? undefined : engine;
  const timing = { ...timings, engine: taken };
  const efficiency = calibratedEfficiency(calibration, timing);
  return {
    ...known,
    defaults: known.defaults ?? [],
    efficiency,
    calibration: {
      transfer,
      from,
      engine: taken,
      source: calibration.source,
      errors: found.errors(taken),
      defaults,
      notes: [
        ...found.notes,
        ...systemNotes(known, calibration),
        ...(isMissing ? [engineNote(engine ?? '', known.chip)] : []),
        ...(hasCudaGraphs === false ? [gapNote(calibration, timing)] : []),
      ],
    },
  };
}

function hasEngine({ calibration }: FoundCalibration, engine: string | undefined): boolean {
  return enginesOf(calibration).includes(engine ?? '');
}

function engineNote(engine: string, { name }: Chip): CalibrationNote {
  const message = `no kernel of ${engine} was measured for ${name}: times are those of the median engine.`;
  return { code: 'calibration.engine_not_measured', message };
}

function gapNote(
  calibration: FoundCalibration['calibration'],
  { engine, launchGapMicroseconds }: CalibratedOptions,
): CalibrationNote {
  const gap = launchGapMicroseconds ?? launchGap(calibration, engine) ?? 0;
  const origin = launchGapMicroseconds === undefined ? launchGapSource.title : 'as stated';
  const message = `without CUDA graphs each kernel takes ${Number(gap.toPrecision(3))} µs at least (${origin}); the host decides, so measure yours.`;
  return { code: 'calibration.launch_gap', message };
}
