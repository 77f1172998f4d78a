/** What JSON would leave as it is and a terminal would act upon. */
const special = /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A value as a program reads it, on lines of its own. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(special, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
