import type { Finding } from '@mantile/config';
import { matchesGlob } from './glob.ts';
import { bareName, withAliases, withAncestors } from './moduleNames.ts';
import { compileRegex } from './regex.ts';

const maximumEntries = 200_000;
const maximumPatterns = 1000;

/** Whether a tensor's name falls under a list of modules. */
export type ModuleMatcher = (name: string) => boolean;

/**
 * Compiles a list of modules as checkpoints give it: full names, names of leaves, parts of names, globs, and
 * regular expressions behind `re:`. A module's entry holds for everything below it.
 */
export function compileModules(
  entries: readonly unknown[],
  path: string,
  findings: Finding[],
): ModuleMatcher {
  const names = new Set<string>();
  const leaves = new Set<string>();
  const prefixes = new Map<number, Set<string>>();
  const globs: string[] = [];
  const expressions: ((name: string) => boolean)[] = [];
  const skip = (code: string, index: number, message: string): void => {
    findings.push({
      code,
      severity: 'warning',
      path: `${path}[${index}]`,
      message,
      fix: 'Check how the weights that it means are stored; their tensors show it.',
    });
  };
  if (entries.length > maximumEntries) {
    skip('quantization.too_many_entries', maximumEntries, 'entries from here on are left out.');
  }
  for (const [index, entry] of entries.slice(0, maximumEntries).entries()) {
    if (typeof entry !== 'string' || entry === '') {
      skip('quantization.bad_entry', index, 'expected the name of a module.');
      continue;
    }
    if (entry.startsWith('re:')) {
      const matches = compileRegex(entry.slice('re:'.length));
      if (matches === undefined || expressions.length >= maximumPatterns) {
        skip('quantization.bad_pattern', index, `${entry} is no pattern that is understood.`);
      } else {
        expressions.push(matches);
      }
      continue;
    }
    const name = bareName(entry);
    const star = name.search(/[*?]/);
    if (star === -1) {
      for (const alias of withAliases(name)) (alias.includes('.') ? names : leaves).add(alias);
    } else if (star === name.length - 1 && name.endsWith('*')) {
      // Checkpoints list hundreds of these: looked up by their lengths instead of one by one.
      const prefix = name.slice(0, -1);
      prefixes.set(prefix.length, (prefixes.get(prefix.length) ?? new Set()).add(prefix));
    } else if (globs.length < maximumPatterns && name.length <= 1000) {
      globs.push(name);
    } else {
      skip('quantization.bad_pattern', index, 'more patterns, or longer ones, than are read.');
    }
  }
  // `self_attn.q_proj` names no place of its own: it may stand anywhere.
  const parts = [...names]
    .filter((name) => !/(^|\.)\d+(\.|$)/.test(name))
    .slice(0, maximumPatterns);

  return (name) => {
    const bare = bareName(name);
    for (const ancestor of withAncestors(bare)) {
      if (names.has(ancestor)) return true;
      if (globs.some((glob) => matchesGlob(glob, ancestor))) return true;
    }
    if (leaves.size > 0 && bare.split('.').some((leaf) => leaves.has(leaf))) return true;
    for (const [length, set] of prefixes) if (set.has(bare.slice(0, length))) return true;
    if (parts.some((part) => `.${bare}.`.includes(`.${part}.`))) return true;
    const module = moduleOf(name);
    return expressions.some((matches) => matches(module));
  };
}

/** The module that holds a tensor: its name without `weight`. */
function moduleOf(name: string): string {
  return name.replace(/\.(weight|bias)$/, '');
}
