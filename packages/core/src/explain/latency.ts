import type { ExplainedNumber } from './explanation.ts';
import { generationNode } from './generation.ts';
import { milliseconds, node, sumNode } from './node.ts';
import { engineSource, type Run } from './run.ts';
import { intervalNode } from './step/stepNode.ts';
import { stepRuns } from './step/stepRun.ts';

/** First token, further tokens, and the whole answer. */
export function latencyHeadlines(run: Run): readonly ExplainedNumber[] {
  const { estimate, shape } = run;
  const { ttftMs, tpotMs, itlMs, e2eMs } = estimate;
  const further = shape.answerTokens - 1;
  const generation = generationNode(run);
  const step = node('step', 'ms', itlMs, { see: 'steps.decode.ms' });
  return [
    sumNode('ttftMs', 'ms', ttftMs, [requestNode(run), promptStepsNode(run), ...waits(run)], {
      meaning: 'from the arrival of a request to its first token, on average',
    }),
    quantileNode(run, 'ttftP50Ms', 0.5),
    quantileNode(run, 'ttftP99Ms', 0.99),
    node('tpotMs', 'ms', tpotMs, {
      meaning: 'per token after the first, while it is answered',
      ...(further > 0 && {
        formula: 'generation / further',
        inputs: { generation: generation.value, further },
        children: [generation],
      }),
    }),
    node('itlMs', 'ms', itlMs, {
      meaning: 'between two deliveries while no prompt holds them up',
      formula: 'sum',
      children: [step],
    }),
    sumNode(
      'e2eMs',
      'ms',
      e2eMs,
      [
        node('ttftMs', 'ms', ttftMs, { see: 'ttftMs' }),
        node('generation', 'ms', generation.value, {
          meaning: 'from the first token to the last',
          ...(further > 0 && { formula: 'tpot * further', inputs: { tpot: tpotMs, further } }),
          see: 'tpotMs',
        }),
      ],
      { meaning: 'from the arrival of a request to its last token, on average' },
    ),
  ];
}

/** What the engine takes for a request beside its steps. */
function requestNode(run: Run): ExplainedNumber {
  const { estimator, served, shape } = run;
  const { requestSeconds, promptTokenSeconds } = estimator.engine.costs;
  const source = engineSource(run);
  const perRequest = milliseconds(requestSeconds);
  const perPromptToken = milliseconds(promptTokenSeconds);
  const { promptTokens } = shape;
  return node('request', 'ms', milliseconds(served.requestSeconds), {
    meaning: 'taking the request in and sending its first token out',
    formula: 'perRequest + perPromptToken * promptTokens',
    inputs: { perRequest, perPromptToken, promptTokens },
    source,
  });
}

/** From the start of a prompt's first step to the end of its last. */
function promptStepsNode(run: Run): ExplainedNumber {
  const { served } = run;
  const value = milliseconds(served.promptSeconds);
  const meaning = 'the steps that take up its prompt';
  const usual = usualPromptSteps(run, 'promptSteps', meaning);
  // Below that it is the last bits of a double.
  if (Math.abs(value - usual.value) <= 1e-12 * value) return { ...usual, value };
  const company = node('company', 'ms', value - usual.value, {
    meaning: 'beyond that: a prompt is more likely to be in a large group than in a small one',
    source: 'search: prompts of others that are taken up in the same steps',
  });
  const steps = { ...usual, name: 'steps', meaning: 'that take prompts up, on average' };
  return sumNode('promptSteps', 'ms', value, [steps, company], { meaning });
}

/** The steps that take up prompts, of a group of average size. */
function usualPromptSteps(run: Run, name: string, meaning: string): ExplainedNumber {
  const { served, estimator } = run;
  const { promptSteps: steps, prompt } = served;
  const step = milliseconds(prompt.seconds);
  const children = [node('step', 'ms', step, { see: 'steps.prefill.ms' })];
  if (estimator.stages === 1) {
    return node(name, 'ms', steps * step, { meaning, ...times('steps', steps, step), children });
  }
  const interval = intervalNode(run, stepRuns(run, 'prefill'));
  const fullStep = milliseconds(served.fullStepSeconds);
  return node(name, 'ms', step + fullStep + (steps - 1) * interval.value, {
    meaning,
    // The first of several steps are full, and take longer in the stages behind the first.
    formula: 'step + fullStep + (steps - 1) * interval',
    inputs: { step, fullStep, steps, interval: interval.value },
    children: [...children, interval],
  });
}

function times(name: string, count: number, step: number) {
  return { formula: `${name} * step`, inputs: { [name]: count, step } };
}

/** Of the time to the first token, what depends on the moment of arrival, on average. */
function waits(run: Run): readonly ExplainedNumber[] {
  const { served, estimator, estimate } = run;
  const { waitSteps, pollSteps } = estimator.engine;
  return [
    node('queue', 'ms', estimate.queueMs, {
      meaning: 'waiting for a place, or for the prompts of others',
      see: 'queueMs',
    }),
    node('alignment', 'ms', milliseconds(served.alignmentSeconds), {
      meaning: 'until a step takes the request up',
      inputs: { step: milliseconds(served.decode.seconds), waitSteps, pollSteps },
      source: `${engineSource(run)}: waitSteps and pollSteps`,
    }),
  ];
}

/** The time within which a share of all requests has its first token. */
function quantileNode(run: Run, name: 'ttftP50Ms' | 'ttftP99Ms', share: number): ExplainedNumber {
  const { served, estimate } = run;
  const { ttftMs } = estimate;
  const value = estimate[name];
  const deviation = node('deviation', 'ms', value - ttftMs, {
    meaning: 'how far that is from the mean: what varies does so on its own account',
    inputs: {
      share,
      alignmentSpread: milliseconds(served.alignmentSpreadSeconds),
      promptSpread: milliseconds(served.promptSpreadSeconds),
      queueSpread: milliseconds(served.queueSpreadSeconds),
      placeSpread: milliseconds(served.placeSpreadSeconds),
      companions: served.companions,
      holdUp: milliseconds(served.holdUpSeconds),
    },
    source: 'distributions of arrivals, lengths and waits',
  });
  return sumNode(name, 'ms', value, [node('mean', 'ms', ttftMs, { see: 'ttftMs' }), deviation], {
    meaning: `the time within which ${share * 100} % of requests have their first token`,
  });
}
