import { pathToFileURL } from 'node:url';

/** Modules of the person's own that were loaded, by the names they were given by: what fails in them is not the program's fault. */
const loaded = new Map<string, string>();

/** Remembers a module before it is loaded. */
export function rememberModule(given: string, path: string): void {
  loaded.set(path, given);
}

/** The module of the person's own that an error comes from, and where in it. */
export function ownPlace(
  error: unknown,
): { readonly given: string; readonly at: string } | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  let first: { index: number; given: string; at: string } | undefined;
  for (const [path, given] of loaded) {
    for (const name of [pathToFileURL(path).href, path]) {
      const index = stack.indexOf(name);
      if (index === -1 || (first !== undefined && index >= first.index)) continue;
      const line =
        /^(?:\?[^:\s]*)?(:\d+(?::\d+)?)/.exec(stack.slice(index + name.length))?.[1] ?? '';
      first = { index, given, at: `${given}${line}` };
    }
  }
  return first;
}

/** Those that were loaded, as they were given. */
export function ownModules(): readonly string[] {
  return [...loaded.values()];
}
