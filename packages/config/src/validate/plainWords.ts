/** What schemas call the types of values. */
const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const rules: readonly (readonly [RegExp, (...groups: readonly string[]) => string])[] = [
  [/^Invalid input: expected (\w+)(?:, received .*)?$/s, (type) => typeOf(type)],
  [
    /^Invalid (?:option|input): expected (?:one of )?(".*)$/s,
    (options = '') => options.replace(/"\|"/g, '", "').replace(/^(?=.*", ")/, 'one of '),
  ],
  [/^Too small: expected string to have >=1 characters$/, () => 'a text that is not empty'],
  [
    /^Too small: expected string to have >=(\d+) characters$/,
    (least) => `at least ${least} characters`,
  ],
  [/^Too big: expected string to have <=(\d+) characters$/, (most) => `at most ${most} characters`],
  [
    /^Too small: expected \w+ to have >=(\d+) (?:items|keys)$/,
    (least) => `a list of at least ${least}`,
  ],
  [/^Too big: expected \w+ to have <=(\d+) (?:items|keys)$/, (most) => `a list of at most ${most}`],
  [/^Too small: expected \w+ to be >=(\S+)$/, (least) => `at least ${least}`],
  [/^Too small: expected \w+ to be >(\S+)$/, (least) => `more than ${least}`],
  [/^Too big: expected \w+ to be <=(\S+)$/, (most) => `at most ${most}`],
  [/^Too big: expected \w+ to be <(\S+)$/, (most) => `less than ${most}`],
];

/** What a schema says of a value, in words that need no schema to be understood; what is plain already stays. */
export function plainWords(message: string): string {
  for (const [pattern, write] of rules) {
    const match = pattern.exec(message);
    if (match !== null) return `expected ${write(...match.slice(1))}`;
  }
  return message;
}

/** A type of values as people call it. */
export function typeOf(type = ''): string {
  return (Object.hasOwn(types, type) ? types[type] : undefined) ?? type;
}
