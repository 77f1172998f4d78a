import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { ChipCalibration, KernelFit, KernelFitOf } from '../calibration.ts';
import { calibrationOf } from '../calibrationOf.ts';
import { kernelRates } from '../kernelRates.ts';
import { kernelFormulas } from './kernelFormulas.ts';
import type { KernelKind, KernelSizes } from './kernelSizes.ts';

const ids = [
  'a100-80-sxm',
  'h100-sxm',
  'h200-sxm',
  'b200-sxm',
  'b300-sxm',
  'gb200',
  'gb300',
  'l40s',
  'rtx-pro-6000-server',
  'arc-b60',
];
const all: readonly { readonly calibration: ChipCalibration; readonly fit: KernelFit }[] =
  ids.flatMap((id) => {
    const calibration = calibrationOf(id)!;
    return calibration.fits.map((fit) => ({ calibration, fit }));
  });

/** Any committed fit of a kind, with its chip. */
function anyFit(kind: KernelKind) {
  const found = all.filter(({ fit }) => fit.kind === kind);
  expect(found.length).toBeGreaterThan(0);
  return fc.constantFrom(...found);
}

/** Time with some sizes changed, over the time without. */
function timer<Kind extends KernelKind>(
  { calibration, fit }: { readonly calibration: ChipCalibration; readonly fit: KernelFit },
  kind: Kind,
) {
  const { coefficients, dtype } = fit as unknown as KernelFitOf<Kind>;
  const rates = kernelRates(calibration.chip, dtype);
  return (sizes: KernelSizes[Kind]): number =>
    kernelFormulas[kind].microseconds(coefficients, sizes, rates);
}

const dimension = fc.integer({ min: 1, max: 20_000 });
const count = fc.integer({ min: 1, max: 512 });

describe('every committed kernel takes longer for more work, and one more of anything never makes it jump', () => {
  test.prop([anyFit('matmul'), dimension, dimension, dimension])(
    'products',
    (any, rows, inner, outer) => {
      const time = timer(any, 'matmul');
      const product = (m: number, k: number, n: number) =>
        time({
          rows: m,
          inner: k,
          outer: n,
          weightBytes: 2 * k * n,
          activationBytes: 2,
          hotBytes: 0,
        });
      const base = product(rows, inner, outer);
      expect(base).toBeGreaterThan(0);
      for (const [longer, share] of [
        [product(rows + 1, inner, outer), 1 / rows],
        [product(rows, inner + 1, outer), 1 / inner],
        [product(rows, inner, outer + 1), 1 / outer],
      ] as const) {
        expect(longer).toBeGreaterThanOrEqual(base * (1 - 1e-12));
        expect(longer / base).toBeLessThanOrEqual(1 + share + 1e-9);
      }
    },
  );

  test.prop([anyFit('decodeAttention'), count, dimension])(
    'decode attention',
    (any, sequences, length) => {
      const time = timer(any, 'decodeAttention');
      const sizes = (b: number, s: number) => ({
        sequences: b,
        queries: 1,
        length: s,
        heads: 8,
        kvHeads: 2,
        headWidth: 128,
        bytesPerPosition: 1024,
        hotBytes: 0,
      });
      const base = time(sizes(sequences, length));
      const further = time(sizes(sequences, length + 1));
      const fuller = time(sizes(sequences + 1, length));
      expect(further).toBeGreaterThanOrEqual(base);
      expect(further / base).toBeLessThanOrEqual(1 + 1 / length + 1e-9);
      expect(fuller).toBeGreaterThanOrEqual(base);
      expect(fuller / base).toBeLessThanOrEqual(1 + 1 / sequences + 1e-9);
    },
  );

  test.prop([anyFit('prefillAttention'), count, dimension])(
    'prefill attention',
    (any, sequences, queries) => {
      const time = timer(any, 'prefillAttention');
      const sizes = (b: number, s: number) => ({
        sequences: b,
        queries: s,
        pairs: (s * (s + 1)) / 2,
        span: s,
        heads: 8,
        keyWidth: 128,
        valueWidth: 128,
        cachedWidth: 256,
        bytesPerPosition: 1024,
        windowed: 0,
      });
      const base = time(sizes(sequences, queries));
      const longer = time(sizes(sequences, queries + 1));
      expect(longer).toBeGreaterThanOrEqual(base);
      // Pairs grow with the square.
      expect(longer / base).toBeLessThanOrEqual((1 + 1 / queries) ** 2 + 1e-9);
      expect(time(sizes(sequences + 1, queries))).toBeGreaterThanOrEqual(base);
    },
  );

  test.prop([anyFit('experts'), dimension, count])('experts', (any, pairs, active) => {
    const time = timer(any, 'experts');
    const sizes = (a: number, n: number) => ({
      pairs: a,
      tokens: a,
      active: n,
      elements: 3 * 4096 * 1536,
      weightBytesPerExpert: 3 * 4096 * 1536,
      widths: 3 * (4096 + 1536),
      activationBytes: 1,
    });
    const base = time(sizes(pairs, active));
    const more = time(sizes(pairs + 1, active));
    expect(more).toBeGreaterThanOrEqual(base);
    expect(more / base).toBeLessThanOrEqual(1 + 1 / pairs + 1e-9);
    expect(time(sizes(pairs, active + 1))).toBeGreaterThanOrEqual(base);
  });

  for (const kind of ['collective', 'libraryAllToAll', 'engineAllReduce'] as const) {
    test.prop([anyFit(kind), fc.constantFrom(2, 4, 8), fc.integer({ min: 1, max: 2 ** 30 })])(
      kind,
      (any, packages, bytes) => {
        const time = timer(any, kind);
        const base = time({ packages, bytes, wireFactor: 0.75 });
        const more = time({ packages, bytes: bytes + 1, wireFactor: 0.75 });
        expect(base).toBeGreaterThan(0);
        expect(more).toBeGreaterThanOrEqual(base);
        expect(more / base).toBeLessThanOrEqual(1 + 1 / bytes + 1e-9);
      },
    );
  }

  test.prop([anyFit('latentDecode'), count, dimension])(
    'latent decode',
    (any, sequences, length) => {
      const time = timer(any, 'latentDecode');
      const sizes = (b: number, s: number, heads = 16) => ({
        sequences: b,
        queries: 1,
        length: s,
        heads,
        keyWidth: 576,
        valueWidth: 512,
        bytesPerPosition: 1152,
        hotBytes: 0,
      });
      const base = time(sizes(sequences, length));
      expect(time(sizes(sequences, length + 1))).toBeGreaterThanOrEqual(base);
      expect(time(sizes(sequences + 1, length))).toBeGreaterThanOrEqual(base);
      const wider = time(sizes(sequences, length, 17));
      expect(wider).toBeGreaterThanOrEqual(base);
      expect(wider / base).toBeLessThanOrEqual(1 + 1 / 16 + 1e-9);
    },
  );
});
