import { describe, expect, test } from 'vitest';
import { chips } from './chips/chips.ts';
import { figure, type Source } from './figure.ts';
import { figuresOf, requireFigure, type FigurePath } from './figures.ts';
import { links } from './links/links.ts';
import { switches } from './links/nvSwitch.ts';
import { systems } from './systems/systems.ts';

const source: Source = { title: 'a datasheet', consulted: '2026-11-20' };

describe('figuresOf', () => {
  test('finds figures at any depth, in their order, and nothing else', () => {
    const first = figure(1, { source, confidence: 'datasheet' });
    const second = figure('two', { source, confidence: 'recalled' });
    const facts = {
      first,
      name: 'no figure',
      nested: { list: [second, { deep: first }] },
      none: undefined,
    };
    expect(figuresOf(facts)).toEqual([
      { path: 'first', figure: first },
      { path: 'nested.list.0', figure: second },
      { path: 'nested.list.1.deep', figure: first },
    ]);
  });
});

test('every figure of every chip has a path that requireFigure takes', () => {
  const known =
    /^((peak|sparse|vector)Tflops\.\w+|memory\.0\.(capacity|usable|gigabytesPerSecond)|scaleUp\.(gigabytesPerSecondPerDirection|packages)|\w+)$/;
  for (const chip of chips) {
    for (const { path, figure: found } of figuresOf(chip.facts)) {
      expect(path).toMatch(known);
      expect(requireFigure(chip, path as FigurePath)).toBe(found);
    }
  }
});

/** Documents whose source gives no address to them. */
const withoutAddress = [
  'AWS EC2 capacity blocks, a mirror of the price page',
  'unanswered.io, quoting the DGX H100/H200 user guide',
];

test('every source of the catalogue can be looked up, or says that it cannot', () => {
  const facts = [...chips, ...links, ...systems].map((entry) => entry.facts);
  const bases = [
    ...figuresOf([...facts, switches]).map((placed) => placed.figure),
    ...chips.flatMap((chip) => chip.facts.rent ?? []),
  ];
  const sources = bases.flatMap(({ source: main, alsoIn = [] }) => [main, ...alsoIn]);
  expect(sources.length).toBeGreaterThan(1000);
  for (const { title, url, date, consulted } of sources) {
    expect(consulted).toMatch(/^\d{4}-\d\d-\d\d$/);
    if (date !== undefined) expect(date).toMatch(/^\d{4}(-(\d{4}|\d\d(-\d\d)?|H[12]|Q[1-4]))?$/);
    if (url === undefined)
      expect([...withoutAddress, 'recalled, no document at hand']).toContain(title);
    else expect(url).toMatch(/^https:\/\/[\w.-]+\.\w+\S*$/);
  }
  for (const { confidence, source: main } of bases) {
    expect(confidence === 'recalled', main.title).toBe(main.title.startsWith('recalled'));
  }
});
