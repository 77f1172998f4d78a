import type { Io } from '../io.ts';
import { safeText } from './safeIo.ts';

const clearLine = '\r\u001b[K';

/** Tells how far long work is, on a line of the terminal that the next text replaces; where nobody watches, nothing. */
export function progressFor(io: Io): (text: string) => void {
  if (!(io.isErrorTerminal ?? io.isTerminal)) return () => undefined;
  let isShown = false;
  return (text) => {
    if (text === '' && !isShown) return;
    isShown = text !== '';
    const line = safeText(text)
      .replaceAll('\n', ' ')
      .slice(0, Math.max(io.columns - 1, 20));
    io.error(clearLine + line);
  };
}
