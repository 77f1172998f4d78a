import type { Values } from './coefficients.ts';

/** Versions that the fitted rows stand for. */
const versions: Readonly<Record<string, string>> = {
  vllm: '0.13.0',
  trtllm: '1.2.0rc2',
  sglang: '0.5.6',
  atom: '0.1.1',
};
const generations = ['Hopper', 'Blackwell', 'CDNA3', 'CDNA4'];

/** The module of coefficients in the package of hardware. */
export function moduleText(values: Values): string {
  const digits = (value: number): number => Number(value.toPrecision(3));
  const known = generations.filter((generation) => values[`factor ${generation}`] !== undefined);
  const kernels = Object.fromEntries(
    known.map((generation) => [
      generation,
      {
        kernelFactor: digits(values[`factor ${generation}`] ?? 1),
        kernelMicroseconds: digits(1e6 * Math.max(0, values[`kernel ${generation}`] ?? 0)),
      },
    ]),
  );
  const engines = Object.fromEntries(
    Object.keys(versions).map((engine) => [
      engine,
      {
        version: versions[engine],
        requestMilliseconds: digits(1e3 * (values[`request ${engine}`] ?? 0)),
        kernelFactors: Object.fromEntries(
          generations.flatMap((generation) => {
            const factor = values[`factor ${engine} ${generation}`];
            return factor === undefined ? [] : [[generation, digits(factor)]];
          }),
        ),
      },
    ]),
  );
  return `import type { EngineCoefficients } from './engineCoefficients.ts';

// Written by npm run validate:silicon -- --fit

/** What served requests show, by engine and generation of chips. */
export const engineCoefficients: EngineCoefficients = ${JSON.stringify({ generations: kernels, engines }, undefined, 2)};
`;
}
