import { engineCoefficients } from '../packages/hardware/src/engines/coefficients.ts';

const fitted = new Set(
  Object.entries(engineCoefficients.engines).flatMap(([engine, versions]) =>
    versions.flatMap(({ kernels }) =>
      Object.values(kernels).flatMap(({ stacks }) =>
        stacks.map(({ chip, model, precision }) => `${chip} ${model} ${engine} ${precision}`),
      ),
    ),
  ),
);

/** Whether coefficients were fitted to rows of a stack, by its name. */
export function isFittedStack(stack: string): boolean {
  return fitted.has(stack);
}
