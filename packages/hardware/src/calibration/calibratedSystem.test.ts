import { describe, expect, test } from 'vitest';
import { chip } from '../chips/chips.ts';
import { defineChip } from '../chips/defineChip.ts';
import { cluster } from '../systems/cluster.ts';
import { system } from '../systems/systems.ts';
import { calibratedSystem } from './calibratedSystem.ts';
import { calibrationOf } from './calibrationOf.ts';
import { siblings } from './siblings.ts';

function codesOf(hardware: Parameters<typeof calibratedSystem>[0]): readonly string[] {
  return calibratedSystem(hardware).calibration.notes.map(({ code }) => code);
}

describe('a sibling', () => {
  test.each(Object.entries(siblings))(
    '%s claims no smaller errors than %s that it copies, and of no other kernels',
    (id, source) => {
      const measured = calibratedSystem(chip(source as 'h100-sxm')).calibration.errors;
      const { errors } = calibratedSystem(chip(id as 'h20')).calibration;
      expect(errors.length).toBeGreaterThan(0);
      for (const { kind, median, percentile90 } of errors) {
        const own = measured.find((one) => one.kind === kind);
        expect(median, kind).toBeGreaterThanOrEqual(own!.median);
        expect(percentile90, kind).toBeGreaterThanOrEqual(own!.percentile90);
      }
    },
  );
});

describe('what was not measured is said', () => {
  test('of links between nodes, for systems that have some', () => {
    expect(codesOf(system('dgx-h100'))).toEqual([]);
    expect(codesOf(cluster(system('dgx-h100'), { nodes: 2 }))).toEqual([
      'calibration.outer_links_not_measured',
    ]);
  });

  test('of exchanges, for systems that have links', () => {
    const [note] = calibratedSystem(system('l40s-8')).calibration.notes;
    expect(note?.code).toBe('calibration.kernels_not_measured');
    expect(note?.message).toMatch(/collective, tokenExchange\. Each takes its roofline/);
    const alone = calibratedSystem(chip('l40s')).calibration.notes.map(({ message }) => message);
    expect(alone.join()).not.toContain('collective');
  });
});

describe('a note', () => {
  const memory = { gibibytes: 80, gigabytesPerSecond: 3350 };
  const messageOf = (...call: Parameters<typeof calibratedSystem>): string =>
    calibratedSystem(...call).calibration.notes[0]?.message ?? '';

  test('tells the reader of a measured chip that goes by a name of its own', () => {
    const own = defineChip({ name: 'Our H100 SXM', peakTflops: { bf16: 989 }, memory });
    expect(messageOf(own)).toContain("pass like: calibrationOf('h100-sxm')");
    const other = defineChip({ name: 'Acme', peakTflops: { bf16: 989 }, memory });
    expect(messageOf(other)).not.toContain('calibrationOf');
  });

  test('does not say of a measured chip that nothing was measured on it', () => {
    const like = calibrationOf('h100-sxm');
    expect(messageOf(chip('h100-sxm'), { like })).toMatch(/^the kernels of H100 .* 3350 GB\/s/);
  });

  test.each([{ routingSkew: '1' }, { hasCudaGraphs: false, launchGapMicroseconds: '5' }])(
    'is no answer to %j, which is refused',
    (options) => {
      expect(() => calibratedSystem(chip('h100-sxm'), options as object)).toThrow(
        /: expected a number/,
      );
    },
  );

  test('is no answer to the name of a chip to be like', () => {
    const definition = { name: 'Acme', peakTflops: { bf16: 989 }, memory, like: 'b200' };
    expect(() => defineChip(definition as never)).toThrow(/^like: expected a chip/);
  });
});
