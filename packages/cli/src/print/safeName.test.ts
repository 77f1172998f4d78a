import { expect, test } from 'vitest';
import { findingLines } from './findings.ts';
import { safeName } from './safeName.ts';
import { styleFor } from './style.ts';

test('a name out of a file stays on its line, and colours nothing', () => {
  const evil = '\u001b[31mred\u001b[0m\nFindings: none\n\u202e\u2028';
  expect(safeName(evil)).toBe(
    String.raw`\u001b[31mred\u001b[0m\u000aFindings: none\u000a\u202e\u2028`,
  );
  const finding = {
    code: 'hf.x',
    severity: 'warning',
    path: evil,
    message: evil,
    fix: evil,
  } as const;
  const text = findingLines([finding], styleFor({ isTerminal: false, environment: {} }));
  expect(text.split('\n')).toHaveLength(3);
  expect(text).not.toContain('\u001b');
});

test('all else stays as it is', () => {
  expect(safeName('模型.layers.0 “a” – é')).toBe('模型.layers.0 “a” – é');
});
