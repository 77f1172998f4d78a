import type { ExplainedNumber } from './explanation.ts';
import { node } from './node.ts';
import { occupancyHeadlines } from './occupancy.ts';
import type { Run } from './run.ts';

/** Rates, and what they are divided by. */
export function throughputHeadlines(run: Run): readonly ExplainedNumber[] {
  const { estimate, shape, estimator } = run;
  const { requestsPerSecond, packages, tpotMs } = estimate;
  const { promptTokens, answerTokens } = shape;
  const tokenRate = (
    name: 'outputTokensPerSecond' | 'totalTokensPerSecond',
    formula: string,
    inputs: Readonly<Record<string, number>>,
    meaning: string,
  ): readonly ExplainedNumber[] => [
    node(name, 'token/s', estimate[name], {
      meaning,
      formula,
      inputs: { requestsPerSecond, ...inputs },
      children: [
        node('requestsPerSecond', 'request/s', requestsPerSecond, { see: 'requestsPerSecond' }),
      ],
    }),
    node(`${name}PerPackage`, 'token/s', estimate[`${name}PerPackage`], {
      formula: 'total / packages',
      inputs: { total: estimate[name], packages },
      children: [
        node('total', 'token/s', estimate[name], { see: name }),
        node('packages', 'package', packages, { see: 'packages' }),
      ],
    }),
  ];
  const [output, outputPerPackage] = tokenRate(
    'outputTokensPerSecond',
    'requestsPerSecond * answerTokens',
    { answerTokens },
    'tokens of answers',
  ) as [ExplainedNumber, ExplainedNumber];
  const total = tokenRate(
    'totalTokensPerSecond',
    'requestsPerSecond * (promptTokens + answerTokens)',
    { promptTokens, answerTokens },
    'tokens of prompts, cached ones too, and of answers',
  );
  const { stages, replicas, packagesPerReplica } = estimator;
  return [
    requestRate(run),
    output,
    outputPerPackage,
    node('outputTokensPerSecondPerUser', 'token/s', estimate.outputTokensPerSecondPerUser, {
      meaning: 'while it is answered',
      ...(tpotMs > 0 && {
        formula: '1e3 / tpot',
        inputs: { tpot: tpotMs },
        children: [node('tpot', 'ms', tpotMs, { see: 'tpotMs' })],
      }),
    }),
    ...total,
    node('packages', 'package', packages, {
      formula: 'packagesPerStage * stages * replicas',
      inputs: { packagesPerStage: packagesPerReplica / stages, stages, replicas },
      source: 'parallelism of the model, and options',
    }),
    ...occupancyHeadlines(run),
  ];
}

function requestRate({ load, estimate, served, estimator }: Run): ExplainedNumber {
  const { requestsPerSecond, e2eMs } = estimate;
  const meaning = 'requests that are answered per second, by all replicas';
  const { replicas } = estimator;
  if (load.kind === 'rate') {
    const each = load.requestsPerSecond;
    const inputs = { each, replicas };
    const source = 'load';
    const formula = 'each * replicas';
    return node('requestsPerSecond', 'request/s', requestsPerSecond, {
      meaning,
      formula,
      inputs,
      source,
    });
  }
  const active = requestsPerSecond / served.requestsPerSecond;
  const present = load.kind === 'batch' ? load.size : served.requestsPerSecond * (e2eMs / 1e3);
  return node('requestsPerSecond', 'request/s', requestsPerSecond, {
    meaning,
    formula: '1e3 * present / e2e * active',
    inputs: { present, e2e: e2eMs, active },
    children: [
      node('present', 'request', present, {
        meaning: 'requests of a replica, those that wait included',
        source: load.kind === 'batch' ? 'load' : "load, by Little's law",
      }),
      node('e2e', 'ms', e2eMs, { see: 'e2eMs' }),
      node('active', 'ratio', active, { meaning: 'replicas that anyone uses', source: 'load' }),
    ],
  });
}
