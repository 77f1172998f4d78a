import { describe, expect, test } from 'vitest';
import { chip } from '../chips/chips.ts';
import { cluster } from '../systems/cluster.ts';
import { system } from '../systems/systems.ts';
import { calibratedSystem } from './calibratedSystem.ts';
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
