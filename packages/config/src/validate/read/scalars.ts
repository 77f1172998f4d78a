/** What values of JSON look like that are neither strings, lists nor objects. */

/** A number of JSON that nothing follows which could belong to it. */
export const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?(?![\w.+-])/y;
/** Any word. */
export const word = /-?[A-Za-z_]\w*/y;
/** The words of JSON. */
export const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
/** What other languages write where JSON has a word of its own, or none. */
export const foreignWords: ReadonlyMap<
  string,
  { readonly value: unknown; readonly right: string }
> = new Map([
  ['True', { value: true, right: 'true' }],
  ['False', { value: false, right: 'false' }],
  ['None', { value: null, right: 'null' }],
]);

/** What writers of other formats put for numbers that JSON does not have. */
export const infinite = /^-?(?:NaN|Infinity|inf|nan)$/;
