import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { elementsOf, readXml, type XmlElement } from '../__fixtures__/xml.ts';
import { breakdownSvg } from './breakdown.ts';
import { rooflineSvg } from './roofline.ts';

const name = fc.string({ unit: 'binary', maxLength: 60 });
const figure = fc.oneof(
  fc.double({ min: 1e-12, max: 1e18, noNaN: true }),
  fc.constantFrom(0, -1, NaN, Infinity),
);
const rate = fc.double({ min: 1e6, max: 1e17, noNaN: true });

/** Every number of pixels is one, and lies inside of the document. */
function expectInside(root: XmlElement): void {
  const [, , width = 0, height = 0] = (root.attributes['viewBox'] ?? '').split(' ').map(Number);
  for (const kind of ['circle', 'rect', 'line', 'text', 'polyline']) {
    for (const { attributes } of elementsOf(root, kind)) {
      const { x, x1, x2, cx, y, y1, y2, cy, points = '' } = attributes;
      const pairs = points.split(/[ ,]/).filter((each) => each !== '');
      const across = [x, x1, x2, cx, ...pairs.filter((_, index) => index % 2 === 0)];
      const down = [y, y1, y2, cy, ...pairs.filter((_, index) => index % 2 === 1)];
      for (const [values, most] of [
        [across, width],
        [down, height],
      ] as const) {
        for (const value of values) {
          if (value === undefined) continue;
          expect(Number(value)).toBeGreaterThanOrEqual(-0.01);
          expect(Number(value)).toBeLessThanOrEqual(most + 0.01);
        }
      }
    }
  }
}

test.prop([
  name,
  fc.array(fc.record({ name, flopsPerSecond: fc.oneof(rate, fc.constant(0)) }), { maxLength: 4 }),
  rate,
  fc.array(fc.record({ name, flops: figure, bytes: figure, seconds: figure }), { maxLength: 30 }),
])('a roofline of anything is XML, all of it in sight', (title, peaks, bandwidth, points) => {
  const root = readXml(rooflineSvg({ title, peaks, bandwidth, points }));
  expectInside(root);
  const isPlaced = (point: object) =>
    Object.values(point).every(
      (value) => typeof value === 'string' || (Number.isFinite(value) && Number(value) > 0),
    );
  const drawn = elementsOf(root, 'circle').filter(
    ({ attributes }) => attributes['class'] === 'point',
  );
  expect(drawn.length).toBe(points.filter(isPlaced).length);
});

test.prop([
  name,
  fc.array(
    fc.record({
      label: name,
      parts: fc.array(fc.record({ name, seconds: figure }), { maxLength: 8 }),
    }),
    { maxLength: 8 },
  ),
])('bars of anything are XML, all of it in sight', (title, bars) => {
  expectInside(readXml(breakdownSvg({ title, bars })));
});
