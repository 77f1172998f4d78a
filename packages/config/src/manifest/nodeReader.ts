import { nearestName } from '@mantile/core';
import { didYouMean, shown } from '../validate/text.ts';
import type { Findings } from './findings.ts';
import { plainValue, type PlainValue } from './plainValue.ts';
import type { MapNode, SourceEntry } from './sourceNode.ts';
import type { Variables } from './variables.ts';

/** How often something may be repeated. */
const mostRepeats = 1_000_000;

/** Reads what maps of a manifest say, noting what is wrong with it. */
export class NodeReader {
  readonly findings: Findings;
  readonly variables: Variables;

  constructor(findings: Findings, variables: Variables) {
    this.findings = findings;
    this.variables = variables;
  }

  /** Finds keys that nothing reads. */
  checkKeys(node: MapNode, known: readonly string[], what: string, path: string): void {
    for (const [key, { key: place }] of node.entries) {
      if (known.includes(key)) continue;
      const near = nearestName(key, known);
      const message = `${what} has no key ${shown(key)}${didYouMean(near)} Known: ${known.join(', ')}.`;
      const fix = near === undefined ? 'Remove it.' : `Rename it to "${near}".`;
      const at = path === '' ? key.slice(0, 60) : `${path}.${key.slice(0, 60)}`;
      this.findings.error(place, 'manifest.unknown_key', at, message, fix);
    }
  }

  /** A text that must be there. */
  textOf(node: MapNode, key: string, path: string): string | undefined {
    const at = path === '' ? key : `${path}.${key}`;
    if (!node.entries.has(key)) {
      this.findings.error(node, 'manifest.missing', at, `"${key}" is missing.`, `Add "${key}".`);
      return undefined;
    }
    const value = this.valueOf(node, key, path);
    if ((typeof value === 'string' && value !== '') || value === undefined) return value;
    const place = node.entries.get(key)?.value ?? node;
    this.findings.error(
      place,
      'manifest.value',
      at,
      `expected a text, got ${value === '' ? 'an empty one' : shown(value)}.`,
      'Write a text.',
    );
    return undefined;
  }

  /** The value of a key that is there. */
  valueOf(node: MapNode, key: string, path: string): PlainValue | undefined {
    const { value } = node.entries.get(key) as SourceEntry;
    return plainValue(value, path === '' ? key : `${path}.${key}`, this.variables, this.findings);
  }

  /** How often a topology occurs. */
  repeatOf(node: MapNode, type: string, path: string): number {
    const { findings } = this;
    const entry = node.entries.get('repeat');
    if (entry === undefined) {
      if (type === 'RepeatedTopology') {
        findings.error(
          node,
          'manifest.missing',
          `${path}.repeat`,
          `${type} needs "repeat".`,
          'Add "repeat".',
        );
      }
      return 1;
    }
    const value = this.valueOf(node, 'repeat', path);
    if (
      typeof value === 'number' &&
      Number.isSafeInteger(value) &&
      value >= 1 &&
      value <= mostRepeats
    )
      return value;
    if (value !== undefined) {
      const message = `expected a whole number from 1 to ${mostRepeats}, got ${shown(value)}.`;
      const fix = 'Say how often, as a number.';
      findings.error(entry.value, 'manifest.value', `${path}.repeat`, message, fix);
    }
    return 1;
  }
}
