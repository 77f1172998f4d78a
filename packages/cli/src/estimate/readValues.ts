import { nearestName, type FaultList, type TokenLength } from '@mantile/core';
import { whole } from '../print/whole.ts';
import { typed, type EstimateFlags } from './estimateFlags.ts';

const code = 'option.invalid';
const quoted = (text: string): string => JSON.stringify(text.slice(0, 40));

/** Reads the values of options; what is wrong with them is noted, and a stand-in comes back. */
export class FlagReader {
  readonly flags: EstimateFlags;
  readonly faults: FaultList;

  /** How options are typed. */
  readonly typed: (name: keyof EstimateFlags) => string;

  constructor(flags: EstimateFlags, faults: FaultList, nameOf = typed) {
    this.flags = flags;
    this.faults = faults;
    this.typed = nameOf;
  }

  /** Notes what is wrong with an option. */
  refuse(name: keyof EstimateFlags, message: string): void {
    this.faults.add({ code, path: this.typed(name), value: this.flags[name], message });
  }

  /** A whole number from 1; `fallback` where the option is absent. */
  whole<Fallback>(name: keyof EstimateFlags, most: number, fallback: Fallback): number | Fallback {
    const text = this.flags[name];
    if (text === undefined) return fallback;
    const value = wholeOf(text, most);
    if (value !== undefined) return value;
    const limit = whole(most);
    this.refuse(name, `expected a whole number from 1 to ${limit}, got ${quoted(text)}.`);
    return fallback;
  }

  /** A number between two others. */
  number<Fallback>(
    name: keyof EstimateFlags,
    [least, most]: readonly [number, number],
    what: string,
    fallback: Fallback,
  ): number | Fallback {
    const text = this.flags[name];
    if (text === undefined) return fallback;
    const value = numberOf(text);
    if (value >= least && value <= most) return value;
    this.refuse(name, `expected ${what}, got ${quoted(text)}.`);
    return fallback;
  }

  /** A number of tokens, or the fewest and the most with a dash between. */
  length(name: keyof EstimateFlags, most: number, fallback: number): TokenLength {
    const text = this.flags[name] ?? String(fallback);
    const [min, max, ...others] = text.split('-').map((part) => wholeOf(part, most));
    if (min !== undefined && others.length === 0) {
      if (!text.includes('-')) return min;
      if (max !== undefined && max >= min) return { min, max };
    }
    const limit = whole(most);
    this.refuse(
      name,
      `expected a number of tokens from 1 to ${limit}, or a range such as 800-1000, got ${quoted(text)}.`,
    );
    return fallback;
  }

  /** One of several words. */
  choice<const Word extends string>(
    name: keyof EstimateFlags,
    words: readonly Word[],
  ): Word | undefined {
    const text = this.flags[name];
    if (text === undefined) return undefined;
    const found = words.find((word) => word === text.toLowerCase());
    if (found !== undefined) return found;
    const near = nearestName(text, words);
    this.refuse(
      name,
      `expected ${words.join(', ')}, got ${quoted(text)}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
    );
    return undefined;
  }
}

/** A number as people type it; none for words, signs and other bases. */
export function numberOf(text: string): number {
  return /^(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : Number.NaN;
}

function wholeOf(text: string, most: number): number | undefined {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return value >= 1 && value <= most ? value : undefined;
}
