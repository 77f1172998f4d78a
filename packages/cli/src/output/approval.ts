import type { Io } from '../io.ts';
import { several } from '../print/count.ts';
import { folderText } from './filesText.ts';
import type { PlannedFile } from './plannedFiles.ts';

/** What the person has said beforehand. */
export interface ApprovalFlags {
  readonly approve?: boolean;
  /** Whether files that are there and differ may give way. */
  readonly replace?: boolean;
}

/** Whether files may be written, or why not. */
export type Approval =
  | { readonly isGiven: true }
  | { readonly isGiven: false; readonly reason: string; readonly isRefused: boolean };

/** Asks whether the files may be written, where nobody has said so: on a terminal the person, else nobody. */
export async function approval(
  files: readonly PlannedFile[],
  folder: string,
  { approve = false, replace = false }: ApprovalFlags,
  io: Pick<Io, 'ask'>,
): Promise<Approval> {
  const where = folderText(folder);
  const changed = files.filter(({ state }) => state !== 'same');
  const others = changed.filter(({ state }) => state === 'replaces');
  if (changed.length === 0) return { isGiven: true };
  if (approve && others.length > 0 && !replace) {
    const named = others.map(({ path }) => path).join(', ');
    return {
      isGiven: false,
      isRefused: true,
      reason: `${where} holds other files of these names: ${named}. Compare them; --replace lets them go, --out names another folder.`,
    };
  }
  if (approve) return { isGiven: true };
  if (io.ask === undefined) {
    const reason = `Nothing was written to ${where}; --approve writes ${several(changed.length, 'file')}.`;
    return { isGiven: false, isRefused: false, reason };
  }
  const losing = others.length === 0 ? '' : `, replacing ${several(others.length, 'other')}`;
  const isYes = await saysYes(
    `Write ${several(changed.length, 'file')} to ${where}${losing}? [y/N] `,
    io,
  );
  return isYes
    ? { isGiven: true }
    : { isGiven: false, isRefused: false, reason: `Nothing was written to ${where}.` };
}

/** Whether the person agrees; no answer is none. */
export async function saysYes(question: string, { ask }: Pick<Io, 'ask'>): Promise<boolean> {
  if (ask === undefined) return false;
  return /^\s*y(es)?\s*$/i.test(await ask(question));
}
