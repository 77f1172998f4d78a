const words: Readonly<Record<string, string>> = {
  EACCES: 'this user may not',
  EBUSY: 'it is in use',
  EEXIST: 'something else is there',
  EFBIG: 'it is too large',
  EIO: 'the disk failed',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'no such file or folder',
  ENOSPC: 'no space is left',
  ENOTDIR: 'what should be a folder on the way there is a file',
  ENOTEMPTY: 'the folder is not empty',
  EPERM: 'the system forbids it',
  EROFS: 'nothing can be written there',
};

/** Whether the operating system refused something, rather than the program going wrong. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return false;
  return typeof error.code === 'string' && /^E[A-Z\d]+$/.test(error.code);
}

/** What the operating system said, in words and with its code: `no such file or folder (ENOENT)`. */
export function systemWords(error: unknown): string {
  const code = isSystemError(error) ? (error.code ?? '') : '';
  if (code === '') return 'it failed';
  const known = Object.hasOwn(words, code) ? words[code] : undefined;
  return known === undefined ? code : `${known} (${code})`;
}
