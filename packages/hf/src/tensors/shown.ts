/** A value as people write it, cut short; what is no JSON by name. */
export function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'bigint') return `${String(value).slice(0, 60)}n`;
  try {
    const text: unknown = JSON.stringify(value);
    return typeof text === 'string' ? text.slice(0, 60) : `a ${typeof value}`;
  } catch {
    return 'a value that is no JSON';
  }
}
