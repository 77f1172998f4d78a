import type { FindingList } from '../findingList.ts';
import { pathAt, shown } from '../text.ts';
import { Budget, checkNumber, mostValues, refusesKey, Unreadable } from './limits.ts';

/** A copy of a parsed value that holds nothing but JSON, however the value was made. */
export function plainCopy(value: unknown, findings: FindingList): unknown {
  return new Copier(findings).copy(value, '', 0);
}

class Copier {
  private readonly findings: FindingList;
  private readonly budget: Budget;

  constructor(findings: FindingList) {
    this.findings = findings;
    this.budget = new Budget(findings);
  }

  copy(value: unknown, path: string, depth: number): unknown {
    this.budget.take(path, depth);
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        checkNumber(value, path, this.findings);
        return value;
      case 'object':
        if (value === null) return null;
        return Array.isArray(value)
          ? this.list(value, path, depth)
          : this.record(value, path, depth);
      default:
        this.findings.error(
          'config.not_json',
          path,
          `${shown(value)} is no value of JSON.`,
          'Give the text of the file, or what JSON.parse makes of it.',
        );
        return undefined;
    }
  }

  private list(values: readonly unknown[], path: string, depth: number): readonly unknown[] {
    // A list may claim any length.
    if (values.length > mostValues) {
      const message = `a list of ${values.length}.`;
      this.findings.error('config.too_large', path, message, 'Shorten it.');
      throw new Unreadable();
    }
    return Array.from(values, (item, index) => this.copy(item, pathAt(path, index), depth + 1));
  }

  private record(given: object, path: string, depth: number): object {
    const copied: [string, unknown][] = [];
    for (const [key, item] of Object.entries(given)) {
      if (item === undefined) continue;
      const isRefused = refusesKey(key, path, this.findings);
      const value = this.copy(item, pathAt(path, key), depth + 1);
      if (!isRefused) copied.push([key, value]);
    }
    return Object.fromEntries(copied);
  }
}
