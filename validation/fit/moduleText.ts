import type { ObservedStack } from '@mantile/hardware';
import { kernelsWith, requestWith, type Values } from './coefficients.ts';

const engines = ['vllm', 'trtllm', 'sglang', 'atom'];
const generations = ['Hopper', 'Blackwell', 'CDNA3', 'CDNA4'];

/** The module of coefficients in the package of hardware, each with the stacks that it was fitted to. */
export function moduleText(
  values: Values,
  stacksOf: (engine: string, generation: string) => readonly ObservedStack[],
): string {
  const kernels = (generation: string, engine?: string) => {
    const { kernelFactor, kernelSeconds } = kernelsWith(values, generation, engine);
    return {
      kernelFactor: digits(kernelFactor),
      // Below a tenth of a microsecond it is nothing.
      kernelMicroseconds: kernelSeconds < 5e-8 ? 0 : digits(1e6 * kernelSeconds),
    };
  };
  const has = (name: string): boolean => values[name] !== undefined;
  const unseen = generations.filter((generation) => has(`factor ${generation}`));
  const versionsOf = (engine: string): readonly string[] => {
    const names = Object.keys(values).flatMap(
      (name) => /^factor (\S+) (\S+) \S+$/.exec(name)?.slice(1, 3) ?? [],
    );
    const versions = names.filter((_, index) => index % 2 === 1 && names[index - 1] === engine);
    return [...new Set(versions)].sort();
  };
  const module = {
    polledWaitSteps: digits(Math.max(0, values['wait polled'] ?? 0)),
    generations: Object.fromEntries(unseen.map((each) => [each, kernels(each)])),
    engines: Object.fromEntries(
      engines.map((engine) => [
        engine,
        versionsOf(engine).map((version) => {
          const name = `${engine} ${version}`;
          const seen = generations.filter((each) => has(`factor ${name} ${each}`));
          return {
            version,
            requestMilliseconds: digits(1e3 * requestWith(values, engine, version)),
            kernels: Object.fromEntries(
              seen.map((each) => [each, { ...kernels(each, name), stacks: stacksOf(name, each) }]),
            ),
          };
        }),
      ]),
    ),
  };
  return `import type { EngineCoefficients } from './engineCoefficients.ts';

// Written by npm run validate:silicon -- --fit

/** What served requests show, by engine and generation of chips. */
export const engineCoefficients: EngineCoefficients = ${JSON.stringify(module, undefined, 2)};
`;
}

function digits(value: number): number {
  return Number(value.toPrecision(3));
}
