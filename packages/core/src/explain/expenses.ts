import { machineTime } from '../estimate/serving/machineTime.ts';
import type { ExplainedNumber, ExplainedUnit } from './explanation.ts';
import { milliseconds, node } from './node.ts';
import type { Run } from './run.ts';

/** Energy and rent, where the chip's power and price are known. */
export function expenseHeadlines(run: Run): readonly ExplainedNumber[] {
  return [...energy(run), ...cost(run)];
}

function seen(name: string, unit: ExplainedUnit, value: number, see = name): ExplainedNumber {
  return node(name, unit, value, { see });
}

function energy({ estimate, estimator }: Run): readonly ExplainedNumber[] {
  const { chip } = estimator.system;
  const { packages, outputTokensPerSecond } = estimate;
  if (estimate.energy === undefined) return [];
  const { watts, joulesPerOutputToken } = estimate.energy;
  return [
    node('energy.watts', 'W', watts, {
      meaning: 'at full board power, of all packages',
      formula: 'powerWatts * packages',
      inputs: { powerWatts: chip.powerWatts ?? 0, packages },
      source: `datasheet of ${chip.name}`,
    }),
    node('energy.joulesPerOutputToken', 'J', joulesPerOutputToken, {
      formula: 'watts / outputTokensPerSecond',
      inputs: { watts, outputTokensPerSecond },
      children: [
        seen('watts', 'W', watts, 'energy.watts'),
        seen('outputTokensPerSecond', 'token/s', outputTokensPerSecond),
      ],
    }),
  ];
}

function cost(run: Run): readonly ExplainedNumber[] {
  const { estimate, estimator, shape } = run;
  const { chip } = estimator.system;
  const { packages } = estimate;
  if (estimate.cost === undefined) return [];
  const { usdPerHour, perMillionInputTokens, perMillionOutputTokens, perMillionCachedTokens } =
    estimate.cost;
  const request = requestNode(run, usdPerHour);
  const split = splitNode(run);
  const usd = request.value;
  const prompt = split.value;
  const own = shape.cachedTokens === 0 ? 1 : estimator.promptShareOfFreshTokens(shape);
  const children = [request, split];
  const promptFormula = '1e6 * usd * prompt * part / tokens';
  const input = (name: string, value: number, part: number, tokens: number, meaning: string) =>
    node(`cost.${name}`, 'USD', value, {
      meaning,
      formula: promptFormula,
      inputs: { usd, prompt, part, tokens },
      children: [...children, node('part', 'share', part, { meaning: "of the prompt's time" })],
    });
  return [
    node('cost.usdPerHour', 'USD/h', usdPerHour, {
      meaning: 'rent of all packages',
      formula: 'pricePerHourUsd * packages',
      inputs: { pricePerHourUsd: chip.pricePerHourUsd ?? 0, packages },
      source: `rent of ${chip.name}`,
    }),
    input(
      'perMillionInputTokens',
      perMillionInputTokens,
      own,
      shape.freshTokens,
      'of a million tokens of prompts that are computed',
    ),
    ...(perMillionCachedTokens === undefined
      ? []
      : [
          input(
            'perMillionCachedTokens',
            perMillionCachedTokens,
            1 - own,
            shape.cachedTokens,
            'of a million tokens of prompts that the prefix cache holds',
          ),
        ]),
    node('cost.perMillionOutputTokens', 'USD', perMillionOutputTokens, {
      meaning: 'of a million tokens of answers',
      formula: '1e6 * usd * (1 - prompt) / answerTokens',
      inputs: { usd, prompt, answerTokens: shape.answerTokens },
      children,
    }),
  ];
}

function requestNode({ estimate }: Run, usdPerHour: number): ExplainedNumber {
  const { requestsPerSecond } = estimate;
  return node('usd', 'USD', usdPerHour / 3600 / requestsPerSecond, {
    meaning: 'of one request',
    formula: 'usdPerHour / 3600 / requestsPerSecond',
    inputs: { usdPerHour, requestsPerSecond },
    children: [
      seen('usdPerHour', 'USD/h', usdPerHour, 'cost.usdPerHour'),
      seen('requestsPerSecond', 'request/s', requestsPerSecond),
    ],
  });
}

/** Rent is split by time. */
function splitNode({ served, shape, estimator }: Run): ExplainedNumber {
  const spent = machineTime(shape, served, estimator.stages);
  const holdUp = milliseconds(spent.promptSeconds);
  const generating = milliseconds(spent.generationSeconds);
  return node('prompt', 'share', holdUp / (holdUp + generating), {
    meaning: "the prompt's part of the time that a request takes packages for",
    formula: 'holdUp / (holdUp + generating)',
    inputs: { holdUp, generating },
    children: [
      node('holdUp', 'ms', holdUp, { see: 'tpotMs' }),
      node('generating', 'ms', generating, {
        formula: 'steps * step / sequences',
        inputs: {
          steps: shape.steps,
          step: milliseconds(served.decode.seconds),
          sequences: served.stepSequences,
        },
      }),
    ],
  });
}
