import type { MemoryEstimate } from '@mantile/core';
import { bytesText } from '../print/count.ts';
import type { Style } from '../print/style.ts';
import { table } from '../print/table.ts';

const width = 32;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** What lies in memory, each kind with a bar that begins where the one before ends. */
export function memoryText(memory: MemoryEstimate, style: Style): string {
  const { weights, kvCache, activations, communication, reserve, total, capacity } = memory;
  const free = capacity - total;
  const kinds: readonly (readonly [string, number])[] = [
    ['weights', weights],
    ['KV cache', kvCache],
    ['activations', activations],
    ['communication', communication],
    ['engine reserve', reserve],
  ];
  const scale = width / Math.max(total, capacity);
  let before = 0;
  const rows = kinds.map(([kind, bytes]) => {
    const bar = barText(before * scale, bytes * scale);
    before += bytes;
    return row(kind, bytes, bar);
  });
  const fullness = free >= 0 ? '░' : '▒';
  const rest =
    free >= 0
      ? row('free', free, bar(total * scale, free * scale, fullness))
      : row('over', -free, bar(capacity * scale, -free * scale, fullness));
  const verdict = memory.fits ? style.good('fits') : style.bad('does not fit');
  const { gb, gib } = bytesText(capacity);
  const used = bytesText(total).gb;
  const text = table(
    [
      { heading: '' },
      { heading: 'GB', align: 'right' },
      { heading: 'GiB', align: 'right' },
      { heading: '' },
    ],
    [...rows, rest],
  );
  const indented = text.replace(/^(?=.)/gm, '  ');
  return `Memory of each package: ${used} of ${gb} GB (${gib} GiB), ${verdict}\n${indented}`;
}

function row(kind: string, bytes: number, drawn: string): readonly string[] {
  return [kind, (bytes / 1e9).toFixed(2), (bytes / 2 ** 30).toFixed(2), drawn];
}

/** A bar to an eighth of a cell; what is there at all can be seen. */
function barText(start: number, length: number): string {
  if (length <= 0) return '';
  const whole = Math.floor(length);
  const part = Math.min(7, Math.max(Math.round((length - whole) * 8), whole === 0 ? 1 : 0));
  return ' '.repeat(Math.floor(start)) + '█'.repeat(whole) + (eighths[part] ?? '');
}

function bar(start: number, length: number, cell: string): string {
  return ' '.repeat(Math.floor(start)) + cell.repeat(Math.max(1, Math.round(length)));
}
