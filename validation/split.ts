import { stackOf, type Case } from './case.ts';
import { generationOf, profileWith } from './fit/coefficients.ts';
import { fitProfiles } from './fit/fitProfiles.ts';
import { predict } from './predict.ts';
import type { Scored } from './score.ts';

const folds = 5;

/** Every case predicted with coefficients fitted to the cases of other groups alone. */
function leavingOut(cases: readonly Case[], groupOf: (each: Case) => string): readonly Scored[] {
  const groups = [...new Set(cases.map(groupOf))];
  const byGroup = groups.map((group) => {
    const values = fitProfiles(cases.filter((each) => groupOf(each) !== group));
    return cases
      .filter((each) => groupOf(each) === group)
      .map((each) => ({ case: each, predicted: predict(each, profileWith(each, values)) }));
  });
  return byGroup.flat();
}

/** A fifth of the configurations left out at a time, by a hash of their names. */
export function leavingOutConfigurations(cases: readonly Case[]): readonly Scored[] {
  return leavingOut(cases, ({ id }) => String(hash(id) % folds));
}

/** Every stack left out in turn: chip, model, engine and precision together. */
export function leavingOutStacks(cases: readonly Case[]): readonly Scored[] {
  return leavingOut(cases, stackOf);
}

/** Every model left out in turn. */
export function leavingOutModels(cases: readonly Case[]): readonly Scored[] {
  return leavingOut(cases, ({ model }) => model);
}

/** Every generation of chips left out in turn. */
export function leavingOutGenerations(cases: readonly Case[]): readonly Scored[] {
  return leavingOut(cases, ({ chip }) => generationOf(chip));
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return value >>> 0;
}
