import { describe, expect, test } from 'vitest';
import { elementsOf, readXml, type XmlElement } from '../__fixtures__/xml.ts';
import { breakdownSvg } from './breakdown.ts';
import { rateText, timeText } from './quantities.ts';
import { rooflineSvg } from './roofline.ts';
import { linearScale, logScale } from './scales.ts';
import { escaped, fitted } from './svg.ts';

const texts = (root: XmlElement) => elementsOf(root, 'text').map(({ text }) => text);
const ofClass = (root: XmlElement, name: string, kind: string) =>
  elementsOf(root, kind).filter(({ attributes }) => attributes['class'] === name);
const numberOf = (element: XmlElement | undefined, key: string) => Number(element?.attributes[key]);

describe('a roofline', () => {
  // A peak of 100 TFLOP/s over 1 TB/s: a ridge at 100 FLOPs a byte.
  const root = readXml(
    rooflineSvg({
      title: 'decode on <mine>',
      peaks: [{ name: 'bf16', flopsPerSecond: 100e12 }],
      bandwidth: 1e12,
      points: [
        // On the roof, on the slope, and at a tenth of the slope.
        { name: 'products', flops: 1e14, bytes: 1e11, seconds: 1 },
        { name: 'attention', flops: 1e12, bytes: 1e11, seconds: 0.1 },
        { name: 'norm', flops: 1e10, bytes: 1e10, seconds: 0.1 },
        { name: 'all-reduce', flops: 0, bytes: 1e6, seconds: 0.01 },
      ],
    }),
  );
  const points = ofClass(root, 'point', 'circle');
  const [roof] = ofClass(root, 'roof', 'polyline');
  const corners = (roof?.attributes['points'] ?? '')
    .split(' ')
    .map((pair) => pair.split(',').map(Number));

  test('runs along the bandwidth up to the ridge, then along the peak', () => {
    const [start = [], ridge = [], end = []] = corners;
    expect(corners.length).toBe(3);
    // From 1 to 1,000 FLOPs a byte: the ridge is two thirds across; from 100 G to 100 T up.
    expect(start[0]).toBe(76);
    expect(start[1]).toBeCloseTo(408 - 344 / 3, 1);
    expect(ridge[0]).toBeCloseTo(76 + (444 * 2) / 3, 1);
    expect([ridge[1], end[0], end[1]]).toEqual([64, 520, 64]);
  });

  test('has each operation where its intensity and its rate put it, the longest first', () => {
    const [products, attention, norm] = points;
    expect([numberOf(products, 'cx'), numberOf(products, 'cy')]).toEqual([520, 64]);
    expect(numberOf(attention, 'cx')).toBeCloseTo(76 + 444 / 3, 1);
    expect(numberOf(attention, 'cy')).toBeCloseTo(408 - (344 * 2) / 3, 1);
    expect([numberOf(norm, 'cx'), numberOf(norm, 'cy')]).toEqual([76, 408]);
    expect(numberOf(products, 'r') > numberOf(attention, 'r')).toBe(true);
  });

  test('is labelled, for eyes and for readers of screens', () => {
    expect(root.attributes).toMatchObject({ role: 'img', 'aria-label': 'decode on <mine>' });
    expect(elementsOf(root, 'title')[0]?.text).toBe('decode on <mine>');
    expect(elementsOf(root, 'desc')[0]?.text).toBe(
      '3 operations under bf16 100 TFLOP/s and 1 TB/s.',
    );
    expect(texts(root)).toEqual(
      expect.arrayContaining([
        'FLOPs per byte of memory traffic',
        'FLOP/s',
        'bf16 100 TFLOP/s',
        'products',
        'no FLOPs or traffic: all-reduce',
      ]),
    );
    expect(points[1]?.children[0]?.text).toBe('attention: 10 FLOPs a byte, 10 TFLOP/s, 100 ms');
    expect(elementsOf(root, 'style')[0]?.text).toMatch('prefers-color-scheme:dark');
  });

  test('without operations, or without peaks, is drawn all the same', () => {
    const peaks = [{ name: 'bf16', flopsPerSecond: 1e14 }];
    const bare = readXml(rooflineSvg({ title: 'x', peaks, bandwidth: 1e12, points: [] }));
    expect(ofClass(bare, 'roof', 'polyline').length).toBe(1);
    const none = readXml(rooflineSvg({ title: 'x', peaks: [], bandwidth: 1e12, points: [] }));
    expect(ofClass(none, 'roof', 'polyline').length).toBe(0);
  });
});

describe('bars of times', () => {
  const root = readXml(
    breakdownSvg({
      title: 'a step',
      bars: [
        {
          label: 'prefill',
          parts: [
            { name: 'products', seconds: 0.03 },
            { name: 'attention', seconds: 0.01 },
          ],
        },
        {
          label: 'decode',
          parts: [
            { name: 'attention', seconds: 0.005 },
            { name: 'nothing', seconds: 0 },
            { name: 'products', seconds: 0.005 },
          ],
        },
      ],
    }),
  );
  const parts = ofClass(root, 'part', 'rect');

  test('are as long as their times, part behind part', () => {
    // 620 pixels are 40 ms.
    expect(parts.map((part) => [numberOf(part, 'x'), numberOf(part, 'width')])).toEqual([
      [150, 465],
      [615, 155],
      [150, 77.5],
      [227.5, 77.5],
    ]);
    const [first, second, third] = parts.map((part) => numberOf(part, 'y'));
    expect([second, (third ?? 0) > (first ?? 0)]).toEqual([first, true]);
  });

  test('give parts of one name one colour, and say what each is', () => {
    const fills = parts.map(({ attributes }) => attributes['fill']);
    expect([fills[3], fills[2]]).toEqual([fills[0], fills[1]]);
    expect(fills[0]).not.toBe(fills[1]);
    expect(parts[1]?.children[0]?.text).toBe('prefill, attention: 10 ms, 25 %');
    expect(texts(root)).toEqual(
      expect.arrayContaining(['time, ms', 'prefill', 'decode', '40 ms', '10 ms', 'products']),
    );
    expect(texts(root)).not.toContain('nothing');
  });

  test('of no time at all have no parts', () => {
    const empty = readXml(breakdownSvg({ title: 'x', bars: [{ label: 'a', parts: [] }] }));
    expect(ofClass(empty, 'part', 'rect')).toEqual([]);
    expect(ofClass(readXml(breakdownSvg({ title: 'x', bars: [] })), 'part', 'rect')).toEqual([]);
  });
});

describe('scales', () => {
  test('logarithmic ones go from power of ten to power of ten', () => {
    const scale = logScale([3, 250], [0, 300]);
    expect(scale.ticks).toEqual([1, 10, 100, 1000]);
    expect([scale.at(1), scale.at(10), scale.at(1000)]).toEqual([0, 100, 300]);
    expect(logScale([1e3, 1e3], [0, 1]).ticks.length).toBe(2);
    expect(logScale([1e-20, 1e20], [0, 1]).ticks.length).toBeLessThanOrEqual(11);
  });

  test('linear ones are marked at round values', () => {
    expect(linearScale(43, [0, 1]).ticks).toEqual([0, 10, 20, 30, 40, 50]);
    expect(linearScale(1, [0, 1]).ticks.at(-1)).toBe(1);
    expect(linearScale(0, [0, 1]).at(0)).toBe(0);
  });
});

test('quantities have three digits and a prefix', () => {
  expect(rateText(989.4e12, 'FLOP/s')).toBe('989 TFLOP/s');
  expect(rateText(1.98e15, 'FLOP/s')).toBe('1.98 PFLOP/s');
  expect([timeText(2), timeText(0.0234), timeText(3.5e-6), timeText(0)]).toEqual([
    '2 s',
    '23.4 ms',
    '3.5 µs',
    '0 µs',
  ]);
});

test('texts are escaped, and cut where there is no room', () => {
  expect(escaped('<a & "b">\u0000\u001b')).toBe('&lt;a &amp; &quot;b&quot;&gt;\uFFFD\uFFFD');
  expect(fitted('a long name of something', 60)).toBe('a long…');
  expect(fitted('short', 60)).toBe('short');
});
