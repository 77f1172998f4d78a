import type { Io } from '../io.ts';

/** Colours, ends of lines as in CSV, and every character that a terminal may take for a command or that turns the writing round. */
const special = new RegExp(
  `${String.fromCharCode(27)}\\[[\\d;]*m|\\r\\n|[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]`,
  'gu',
);

/** The same world, whose terminal nothing in a model's files can command: names and texts come from strangers. */
export function safeIo(io: Io): Io {
  const { ask } = io;
  return {
    ...io,
    out: (text) => io.out(safeText(text)),
    error: (text) => io.error(safeText(text)),
    ...(ask !== undefined && { ask: (question: string) => ask(safeText(question)) }),
  };
}

/** A text without what a terminal would act upon, but for colours and ends of lines. */
export function safeText(text: string): string {
  return text.replace(special, (found) =>
    found.length > 1 || found === '\n' || found === '\t' ? found : '\uFFFD',
  );
}
