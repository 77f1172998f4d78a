// Holds estimates against measured engines: npm run validate:silicon [folder] [--fit] [--write]
//
// Prints the scoreboard, and ends with 1 where it is clearly worse than the committed one. --fit fits the coefficients
// of engines' profiles anew; --write writes the scoreboard, its plots and the page of accuracy.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { withPart } from '../scripts/markdown/part.ts';
import { runCollection, usualFolder } from './collections.ts';
import type { Committed } from './committed.ts';
import { coefficientsOf } from './fit/coefficients.ts';
import { fitProfiles } from './fit/fitProfiles.ts';
import { moduleText } from './fit/moduleText.ts';
import { observedStacks } from './fit/observedStacks.ts';
import { leftOutScores } from './leftOut.ts';
import { pageParts } from './page.ts';
import { pointsOf, scatter } from './plot.ts';
import { leavingOutStacks } from './split.ts';
import { worseGroups, worseLeftOut } from './worse.ts';

const given = process.argv.slice(2);
const folder = given.find((argument) => !argument.startsWith('--')) ?? usualFolder;
const profileModule = 'packages/hardware/src/engines/coefficients.ts';
const page = 'docs/accuracy.md';
const scoresFile = 'validation/scores.json';

if (!existsSync(folder)) {
  console.log(`no measurements at ${folder}: nothing is validated`);
  process.exit(0);
}

if (given.includes('--fit')) {
  const { cases } = runCollection(folder, 'inferenceMax');
  const text = await format(
    moduleText(fitProfiles(cases), observedStacks(leavingOutStacks(cases))),
    {
      parser: 'typescript',
      singleQuote: true,
      printWidth: 100,
    },
  );
  writeFileSync(profileModule, text);
  console.log(`${profileModule} is written; run again without --fit to score it`);
  process.exit(0);
}

const inferenceMax = runCollection(folder, 'inferenceMax');
const engines = runCollection(folder, 'engines');
const leftOut = leftOutScores(inferenceMax.cases);
const committed: Committed = {
  coefficients: coefficientsOf(inferenceMax.cases).length,
  inferenceMax: inferenceMax.scored,
  engines: engines.scored,
  leftOut: leftOut.scores,
};
const parts = pageParts(committed);
console.log(Object.values(parts).join('\n\n'));

if (given.includes('--write')) {
  const json = await format(JSON.stringify(committed), { parser: 'json', printWidth: 100 });
  writeFileSync(scoresFile, json);
  let text = readFileSync(page, 'utf8');
  for (const [name, body] of Object.entries(parts))
    text = await withPart(text, `${name}: written by npm run validate:silicon`, body);
  writeFileSync(page, text);
  mkdirSync('docs/images', { recursive: true });
  const engineAndModel = ({ engine, model }: { engine: string; model: string }): string =>
    `${engine}, ${model}`;
  const plots = {
    'accuracy-tpot': scatter(
      'TPOT, stacks left out',
      'ms',
      pointsOf(leftOut.stacks, 'tpotMs', engineAndModel),
    ),
    'accuracy-ttft': scatter(
      'Median TTFT, configurations left out',
      'ms',
      pointsOf(leftOut.configurations, 'ttftMs', engineAndModel),
    ),
    'accuracy-throughput': scatter(
      'Output per package, configurations left out',
      'tokens/s',
      pointsOf(leftOut.configurations, 'outputTokensPerSecondPerPackage', engineAndModel),
    ),
    'accuracy-never-fitted': scatter(
      'TPOT, never fitted',
      'ms',
      pointsOf(engines.compared, 'tpotMs', ({ model }) => model),
    ),
  };
  for (const [name, svg] of Object.entries(plots)) writeFileSync(`docs/images/${name}.svg`, svg);
} else {
  const before = JSON.parse(readFileSync(scoresFile, 'utf8')) as Committed;
  const worse = [
    ...worseGroups(before.inferenceMax, committed.inferenceMax),
    ...worseGroups(before.engines, committed.engines),
    ...worseLeftOut(before.leftOut, committed.leftOut),
  ];
  for (const line of worse) console.error(line);
  process.exitCode = worse.length > 0 ? 1 : 0;
}
