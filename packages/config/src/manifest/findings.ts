import type { ManifestFinding } from './manifestFinding.ts';
import type { Place } from './sourceNode.ts';

/** More than anybody reads, of a text that is no manifest. */
const mostFindings = 200;

/** Collects what is found in a manifest. */
export class Findings {
  private readonly found: ManifestFinding[] = [];
  private readonly seen = new Set<string>();
  private hasError = false;

  /** All that was found, in the order of the text. */
  get all(): readonly ManifestFinding[] {
    return this.found.sort((one, other) => one.line - other.line || one.column - other.column);
  }

  /** Whether something is wrong, so that nothing can be made of the manifest. */
  get hasErrors(): boolean {
    return this.hasError;
  }

  error(place: Place, code: string, path: string, message: string, fix: string): void {
    this.hasError = true;
    this.add('error', place, code, path, message, fix);
  }

  warning(place: Place, code: string, path: string, message: string, fix: string): void {
    this.add('warning', place, code, path, message, fix);
  }

  private add(
    severity: ManifestFinding['severity'],
    { line, column }: Place,
    code: string,
    path: string,
    message: string,
    fix: string,
  ): void {
    // What stands once and is used in many places is wrong once.
    const key = `${line}:${column}:${code}:${message}`;
    if (this.found.length >= mostFindings || this.seen.has(key)) return;
    this.seen.add(key);
    this.found.push({
      code,
      severity,
      path,
      line,
      column,
      message,
      fix,
    });
  }
}
