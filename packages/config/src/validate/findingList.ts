import type { Finding } from '../finding.ts';

/** More than anybody reads; a file of nothing but mistakes is not listed to its end. */
const most = 500;

/** Collects the findings of one file. */
export class FindingList {
  private readonly found: Finding[] = [];
  private readonly errorPaths = new Set<string>();
  private left = 0;
  private worstLeft: Finding['severity'] = 'warning';

  /** Notes what makes the file wrong. */
  error(code: string, path: string, message: string, fix?: string): void {
    this.errorPaths.add(path);
    this.add({ code, severity: 'error', path, message, ...(fix !== undefined && { fix }) });
  }

  /** Notes what may be as it is meant, and looks otherwise. */
  warning(code: string, path: string, message: string, fix?: string): void {
    this.add({ code, severity: 'warning', path, message, ...(fix !== undefined && { fix }) });
  }

  /** Whether something at that very place is wrong already. */
  hasErrorAt(path: string): boolean {
    return this.errorPaths.has(path);
  }

  /** Whether more findings would no longer be listed: looking on is then of little use. */
  get isFull(): boolean {
    return this.found.length >= most;
  }

  /** Everything found, as far as it is listed. */
  get all(): readonly Finding[] {
    if (this.left === 0) return this.found;
    const rest: Finding = {
      code: 'config.more_findings',
      severity: this.worstLeft,
      path: '',
      message: `${this.left} more findings are not listed.`,
      fix: 'Correct those that are, and validate again.',
    };
    return [...this.found, rest];
  }

  private add(finding: Finding): void {
    if (this.found.length < most) {
      this.found.push(finding);
      return;
    }
    this.left += 1;
    if (finding.severity === 'error') this.worstLeft = 'error';
  }
}
