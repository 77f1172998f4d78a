/** Whatever a terminal would act upon, ends of lines among it, and what turns the writing round. */
const special = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A text out of a model's files on one line: no name in them can start a line of its own, or colour one. */
export function safeName(text: string): string {
  return text.replace(
    special,
    (found) => `\\u${(found.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
