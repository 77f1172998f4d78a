import type { Expression } from '../arithmetic/syntax.ts';
import type { Derivation } from './comparedCase.ts';

/** What names stand for at a line of a case. */
export interface Abbreviations {
  get(name: string): Expression | undefined;
}

interface Definition {
  readonly expression: Expression;
  readonly position: number;
}

/** The definitions of a case, gathered once: those that hold in all of it, and those of each operation. */
export class Definitions {
  private readonly ofCase = new Map<string, Definition>();
  private readonly ofOperations = new Map<string, Map<string, Definition>>();

  constructor(derivations: readonly Derivation[]) {
    derivations.forEach((derivation, position) => {
      const { name, operation, expressions } = derivation;
      const expression = expressions[0];
      if (name === undefined || expression === undefined) return;
      const near = operation === '' ? this.ofCase : this.near(derivation);
      near.set(name, { expression, position });
    });
  }

  /** What holds at a line; what the line itself defines is written out there, and abbreviates nothing. */
  at({ name: own, operation, heading }: Derivation): Abbreviations {
    const near = this.ofOperations.get(keyOf(operation, heading));
    return {
      get: (name) => {
        if (name === own) return undefined;
        const [here, anywhere] = [near?.get(name), this.ofCase.get(name)];
        // The later definition holds.
        const isHere = (here?.position ?? -1) > (anywhere?.position ?? -1);
        return (isHere ? here : anywhere)?.expression;
      },
    };
  }

  private near({ operation, heading }: Derivation): Map<string, Definition> {
    const key = keyOf(operation, heading);
    const found = this.ofOperations.get(key) ?? new Map<string, Definition>();
    this.ofOperations.set(key, found);
    return found;
  }
}

function keyOf(operation: string, heading: string): string {
  return JSON.stringify([operation, heading]);
}
