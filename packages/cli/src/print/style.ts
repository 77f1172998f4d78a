import { styleText } from 'node:util';
import type { Io } from '../io.ts';

/** Colours for meaning: they are left out where nobody watches, and where NO_COLOR asks for it. */
export interface Style {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

type Format = Parameters<typeof styleText>[0];

/** The style that fits where the output goes. */
export function styleFor({
  isTerminal,
  environment,
}: Pick<Io, 'isTerminal' | 'environment'>): Style {
  const { NO_COLOR: no, FORCE_COLOR: force } = environment;
  const isForced = force !== undefined && force !== '' && force !== '0';
  const isColoured = (no ?? '') === '' && (isTerminal || isForced);
  const paint = (format: Format) => (text: string) =>
    isColoured ? styleText(format, text, { validateStream: false }) : text;
  return {
    good: paint('green'),
    bad: paint('red'),
    warn: paint('yellow'),
    strong: paint('bold'),
    faint: paint('dim'),
  };
}
