/** Tokens that are drafted before a step, and how likely each is accepted once those before it are. */
export interface Drafting {
  readonly draftTokens: number;
  readonly acceptance: number;
}

/** Tokens that a step leaves behind: those drafted until the first that is refused, and the one put in its place. */
export function acceptedTokens({ draftTokens, acceptance }: Drafting): number {
  let tokens = 1;
  for (let index = 1; index <= draftTokens; index += 1) tokens += acceptance ** index;
  return tokens;
}

/**
 * Steps that answers of `least` to `most` tokens take on average, all lengths equally likely: the first token comes
 * of the prompt, and the last step may leave more behind than is asked for.
 */
export function answerSteps(least: number, most: number, drafting: Drafting): number {
  const rule = ruleOf(drafting);
  if (most === least) return between(least - 1, (tokens) => stepsFor(tokens, rule));
  const upTo = (tokens: number): number => between(tokens, (whole) => stepsOfAllUpTo(whole, rule));
  return (upTo(most - 1) - upTo(least - 2)) / (most - least + 1);
}

/**
 * The chance that a step begins at a token. Token `m` begins one when its predecessor was refused as a draft, or
 * came after a step's last draft, which then began `length` tokens before:
 *
 *     u(m) = 1 - a + a^length · u(m - length), u(0) = 1, and 1 - a for all others before `length`.
 *
 * So there is the same chance for all tokens of a stretch of `length` but the first; it tends to `rate`, and what it
 * lacks of that shrinks by `all` with each stretch. As many steps begin before token `n` as `n` tokens take.
 */
interface Rule {
  /** Tokens that a step leaves behind when all drafts are accepted. */
  readonly length: number;
  /** Steps for a token in the long run. */
  readonly rate: number;
  /** The chance that so many drafts are accepted, and its complement. */
  readonly all: number;
  readonly rest: number;
}

function ruleOf(drafting: Drafting): Rule {
  const length = drafting.draftTokens + 1;
  const tokens = acceptedTokens(drafting);
  // Not the difference of two numbers that are almost one.
  const rest = (1 - drafting.acceptance) * tokens;
  return { length, rate: 1 / tokens, all: drafting.acceptance ** length, rest };
}

/** The steps that so many tokens take. */
function stepsFor(tokens: number, rule: Rule): number {
  if (tokens <= 0) return 0;
  const { length, rate, all } = rule;
  const stretches = Math.ceil(tokens / length) - 1;
  const beyond = tokens - stretches * length - 1;
  return (
    rate * tokens +
    (1 - rate) +
    all * (1 - rate * length) * powers(stretches, rule) -
    rate * all ** (stretches + 1) * beyond
  );
}

/** What `stepsFor` adds up to over all numbers of tokens up to one. */
function stepsOfAllUpTo(tokens: number, rule: Rule): number {
  if (tokens <= 0) return 0;
  const { length, rate, all } = rule;
  const stretches = Math.floor(tokens / length);
  const left = tokens - stretches * length;
  const before = powers(stretches, rule);
  const beyond = length * (length - 1) * before + all ** stretches * left * (left - 1);
  return (
    (rate * tokens * (tokens + 1)) / 2 +
    (1 - rate) * tokens +
    all * (1 - rate * length) * (length * sumsOfPowers(stretches, rule) + left * before) -
    (rate * all * beyond) / 2
  );
}

/** Below that share of one a series says more than a difference. */
const tiny = 1e-3;

/** 1 + q + q² …, so many terms. */
function powers(count: number, { all, rest }: Rule): number {
  const small = count * rest;
  if (small < tiny) return count * (1 - ((count - 1) * rest * (1 - ((count - 2) * rest) / 3)) / 2);
  return (1 - all ** count) / rest;
}

/** The same of none, one, two … terms, so many sums. */
function sumsOfPowers(count: number, rule: Rule): number {
  const { rest } = rule;
  if (count * rest >= tiny) return (count - powers(count, rule)) / rest;
  const pairs = (count * (count - 1)) / 2;
  return pairs * (1 - ((count - 2) * rest * (1 - ((count - 3) * rest) / 4)) / 3);
}

/** A function of whole numbers, with straight lines between them. */
function between(value: number, of: (whole: number) => number): number {
  const below = Math.floor(value);
  const share = value - below;
  const least = of(below);
  return share === 0 ? least : least + share * (of(below + 1) - least);
}
