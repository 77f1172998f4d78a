import { mostPlaces } from '../estimate/memoryMeter.ts';
import type { ExplainedNumber } from './explanation.ts';
import { milliseconds, node, sumNode } from './node.ts';
import type { Run } from './run.ts';

/** How many are served at a time, and how long others wait for that. */
export function occupancyHeadlines(run: Run): readonly ExplainedNumber[] {
  const { estimate, load, served } = run;
  const { running, places, queueMs } = estimate;
  const isBatch = load.kind === 'batch';
  const generation = milliseconds(served.generationSeconds);
  const { requestsPerSecond } = served;
  return [
    node('running', 'sequence', running, {
      meaning: 'sequences of a replica that generate at a time, on average',
      ...(isBatch
        ? { source: 'load' }
        : {
            formula: 'requestsPerSecond * generation / 1e3',
            inputs: { requestsPerSecond, generation },
            source: "Little's law, of one replica",
            children: [node('generation', 'ms', generation, { see: 'tpotMs' })],
          }),
    }),
    node('places', 'request', places, {
      meaning: 'requests that a replica has room for at a time',
      source: isBatch ? 'load' : 'search: as many as memory holds, up to those that come',
      see: 'memory.total',
    }),
    sumNode('queueMs', 'ms', queueMs, [placeNode(run), promptsNode(run)], {
      meaning: 'waiting for a place, or for the prompts of others',
    }),
  ];
}

/** Waiting until one of those who are served is done. */
function placeNode({ served, load, estimate }: Run): ExplainedNumber {
  const { placeSeconds, requestsPerSecond, requestTotalSeconds } = served;
  const value = milliseconds(placeSeconds);
  const meaning = 'for a place';
  if (load.kind !== 'rate') {
    const requests = load.kind === 'concurrency' ? load.requests : load.size;
    const rest = milliseconds(requestTotalSeconds - placeSeconds);
    return node('place', 'ms', value, {
      meaning,
      // What is left of two large numbers has no more digits than they had.
      ...(value > 1e-6 * rest && {
        formula: '1e3 * requests / requestsPerSecond - rest',
        inputs: { requests, requestsPerSecond, rest },
      }),
      source: "Little's law, of one replica",
    });
  }
  return node('place', 'ms', value, {
    meaning: 'for a place, after those for the prompts of others',
    inputs: { places: estimate.places || mostPlaces, requestsPerSecond },
    source: 'search: mean wait for one of many servers (Sakasegawa), at the pace of full places',
  });
}

/** Waiting for the prompts of others. */
function promptsNode({ served }: Run): ExplainedNumber {
  const { holdUpSeconds, requestsPerSecond, promptBatch } = served;
  return node('prompts', 'ms', milliseconds(served.queueSeconds), {
    meaning: 'for the prompts of others',
    inputs: { holdUp: milliseconds(holdUpSeconds), requestsPerSecond, promptBatch },
    source: 'the line of prompts before steps that take them up',
  });
}
