import { nearestName } from '@mantile/core';
import { didYouMean } from '../validate/text.ts';
import type { Findings } from './findings.ts';
import type { MapNode, Place, ScalarNode, SourceNode } from './sourceNode.ts';

/**
 * What a variable of a manifest can be set to from outside.
 *
 * @example
 * import { expandManifest, type ManifestVariables } from '@mantile/config/manifest';
 * const variables: ManifestVariables = { d_model: 64 };
 * const text = 'topology:\n  type: StackedTopology\n  layers:\n    - type: RMSNormLayer\n      d_model: ${d_model}\n';
 * expandManifest(text, { variables }).config?.hiddenSize // => 64
 * @category Manifests
 */
export type ManifestVariables = Readonly<Record<string, string | number | boolean>>;

const reference = /\$\{([^}]*)\}/g;
const whole = /^\$\{([^}]*)\}$/;
const name = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;
/** What a text with variables in it may grow to. */
const longest = 1000;
/** Variables that may be set by one another. */
const longestChain = 32;

/** The variables of a manifest: what each stands for, each reference resolved when it is read. */
export class Variables {
  private readonly values = new Map<string, SourceNode>();
  private readonly declared = new Map<string, Place>();
  private readonly used = new Set<string>();
  /** What was resolved before: variables of variables are otherwise looked up without end. */
  private readonly resolved = new Map<string, SourceNode | undefined>();
  private readonly findings: Findings;

  constructor(findings: Findings) {
    this.findings = findings;
  }

  /** Takes over what a section of the manifest sets; later ones go before earlier ones. */
  declare({ entries }: MapNode, path: string): void {
    for (const [key, { key: place, value }] of entries) {
      if (name.test(key)) {
        this.declared.set(key, place);
        this.values.set(key, value);
        continue;
      }
      const message = `"${key.slice(0, 60)}" is no name of a variable.`;
      const fix = 'Use letters, digits and underscores, a letter first.';
      this.findings.error(
        place,
        'manifest.variable_name',
        `${path}.${key.slice(0, 60)}`,
        message,
        fix,
      );
    }
  }

  /** Takes over what the caller sets. */
  override(given: ManifestVariables): void {
    for (const [key, value] of Object.entries(given)) {
      const place = this.declared.get(key) ?? { line: 1, column: 1 };
      if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
        this.values.set(key, { kind: 'scalar', value, ...place });
        continue;
      }
      const message = `the caller sets "${key.slice(0, 60)}" to what is no text, number or boolean.`;
      this.findings.error(
        place,
        'manifest.variable_value',
        `variables.${key.slice(0, 60)}`,
        message,
        'Set it to one of these.',
      );
    }
  }

  /** A node with its variables put in; undefined, with what is wrong found, where that fails. */
  resolve(node: SourceNode, path: string): SourceNode | undefined {
    return this.within(node, path, []);
  }

  /** Finds what is set and never used: likely a misspelling. */
  checkUse(given: ManifestVariables): void {
    for (const key of new Set([...this.declared.keys(), ...Object.keys(given)])) {
      if (this.used.has(key)) continue;
      const place = this.declared.get(key);
      const near = nearestName(key, [...this.used]);
      const path = `variables.${key.slice(0, 60)}`;
      const message = `nothing uses the variable "${key.slice(0, 60)}"${didYouMean(near)}`;
      if (place !== undefined) {
        this.findings.warning(
          place,
          'manifest.unused_variable',
          path,
          message,
          'Use it, or remove it.',
        );
      } else {
        const fix = 'Set a variable that the manifest uses.';
        this.findings.error(
          { line: 1, column: 1 },
          'manifest.unknown_variable',
          path,
          message,
          fix,
        );
      }
    }
  }

  private within(node: SourceNode, path: string, via: readonly string[]): SourceNode | undefined {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') return node;
    const [, only] = whole.exec(node.value) ?? [];
    const { line, column } = node;
    if (only !== undefined) {
      const found = this.look(only, node, path, via);
      // A fault lies where the variable is used.
      return found && { ...found, line, column };
    }
    return this.interpolated(node, node.value, path, via);
  }

  private interpolated(
    node: ScalarNode,
    text: string,
    path: string,
    via: readonly string[],
  ): SourceNode | undefined {
    if (!text.includes('${')) return node;
    const failed: string[] = [];
    const value = text.replace(reference, (_, inner: string) => {
      const found = failed.length === 0 ? this.look(inner, node, path, via) : undefined;
      if (found?.kind === 'scalar' && found.value !== null) return String(found.value);
      if (found !== undefined) {
        const message = `"${inner}" is no single value, and cannot stand within a text.`;
        const fix = 'Write ${...} alone, or set the variable to a single value.';
        this.findings.error(node, 'manifest.variable_value', path, message, fix);
      }
      failed.push(inner);
      return '';
    });
    if (value.length > longest || value.includes('${')) {
      const message =
        value.length > longest ? 'the text becomes too long.' : 'a "${" is not closed by "}".';
      const fix = value.length > longest ? 'Shorten it.' : 'Close it.';
      this.findings.error(node, 'manifest.variable_value', path, message, fix);
      return undefined;
    }
    return failed.length === 0 ? { ...node, value } : undefined;
  }

  private look(
    inner: string,
    at: ScalarNode,
    path: string,
    via: readonly string[],
  ): SourceNode | undefined {
    const key = inner.trim();
    this.used.add(key);
    const value = this.values.get(key);
    if (value === undefined) {
      const known = [...this.values.keys()];
      const message = name.test(key)
        ? `nothing sets the variable "${key}"${didYouMean(nearestName(key, known))}`
        : `"${key.slice(0, 60)}" is no name of a variable; there is no arithmetic.`;
      const fix = `Set it under variables${known.length > 0 ? `, or use one of ${known.slice(0, 20).join(', ')}` : ''}.`;
      this.findings.error(at, 'manifest.undefined_variable', path, message, fix);
      return undefined;
    }
    if (this.resolved.has(key)) return this.resolved.get(key);
    if (via.includes(key) || via.length >= longestChain) {
      const message = `the variable "${key}" is set by itself, or through too many others: ${[...via, key].join(' -> ').slice(0, 200)}.`;
      this.findings.error(
        this.declared.get(key) ?? at,
        'manifest.variable_cycle',
        `variables.${key}`,
        message,
        'Set it to a value.',
      );
      return undefined;
    }
    const found = this.within(value, path, [...via, key]);
    this.resolved.set(key, found);
    return found;
  }
}
