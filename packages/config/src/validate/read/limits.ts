import { prototypeKeys } from '../../codec/keyCase.ts';
import type { FindingList } from '../findingList.ts';
import { pathAt } from '../text.ts';

/** Characters of a file: 400 times a large config. */
export const mostCharacters = 8e6;
/** Levels of nesting. */
const deepest = 100;
/** Values of a file, counted at all depths. */
export const mostValues = 200_000;

/** Ends the reading of a file that no reading can go on from; what is wrong has been noted. */
export class Unreadable extends Error {}

/** Notes a key that would reach into JavaScript's own objects; it is left out. */
export function refusesKey(key: string, path: string, findings: FindingList): boolean {
  if (!prototypeKeys.includes(key)) return false;
  findings.error(
    'config.prototype_key',
    pathAt(path, key),
    'this key belongs to JavaScript itself and is not read.',
    'Remove it.',
  );
  return true;
}

/** Notes a number that a double does not hold as it is written. */
export function checkNumber(value: number, path: string, findings: FindingList): void {
  if (!Number.isFinite(value)) {
    findings.error(
      'config.not_finite',
      path,
      `${value} is no number of JSON.`,
      'State a number, or leave the key out where there is none.',
    );
  } else if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    findings.error(
      'config.unsafe_integer',
      path,
      'a whole number of this size, beyond 2^53, cannot be held exactly.',
      'State a smaller one: no count of a model is as large.',
    );
  }
}

/** Counts values, and ends the reading where there are too many or they lie too deep. */
export class Budget {
  private values = 0;
  private readonly findings: FindingList;

  constructor(findings: FindingList) {
    this.findings = findings;
  }

  take(path: string, depth: number): void {
    this.values += 1;
    if (depth > deepest) {
      this.findings.error(
        'config.too_deep',
        `${path.slice(0, 60)}...`,
        `nested deeper than ${deepest} levels.`,
        'Model configs nest about four levels.',
      );
      throw new Unreadable();
    }
    if (this.values > mostValues) {
      this.findings.error(
        'config.too_large',
        path,
        `more than ${mostValues} values.`,
        'A model config lists types of layers, not every layer.',
      );
      throw new Unreadable();
    }
  }
}
