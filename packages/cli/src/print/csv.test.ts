import { expect, test } from 'vitest';
import { csv } from './csv.ts';
import { safeText } from './safeIo.ts';

test('a table becomes lines that end in CR LF', () => {
  expect(csv(['a', 'b'], [['x', 1234.5]])).toBe('a,b\r\nx,1234.5\r\n');
  expect(csv(['a'], [])).toBe('a\r\n');
});

test('cells with commas, quotes and line breaks are quoted, quotes doubled', () => {
  expect(csv(['a', 'b', 'c'], [['1,2', 'say "no"', 'two\nlines']])).toBe(
    'a,b,c\r\n"1,2","say ""no""","two\nlines"\r\n',
  );
});

test('what is not known is an empty cell', () => {
  expect(csv(['a', 'b'], [[undefined, 0]])).toBe('a,b\r\n,0\r\n');
});

test('passes the guard of the terminal, which a lone CR does not', () => {
  const text = csv(['a'], [['b']]);
  expect(safeText(text)).toBe(text);
  expect(safeText('a\rb')).toBe('a\uFFFDb');
});
