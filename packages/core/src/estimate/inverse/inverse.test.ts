import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../__fixtures__/faultsOf.ts';
import { servedModel } from '../../__fixtures__/servedLayer.ts';
import { toySystem } from '../../__fixtures__/toySystem.ts';
import type { Workload } from '../../workload.ts';
import { estimate } from '../estimator.ts';
import { plainEngine } from '../engine/engineProfile.ts';
import type { ServiceLimits } from './answer.ts';
import { fewestPackages, type Candidate } from './fewestPackages.ts';
import { largestContext, type ContextQuestion } from './largestContext.ts';
import { largestLoad, type LoadQuestion } from './largestLoad.ts';

const model = servedModel(10);
const chat: Workload = {
  inputTokens: 1000,
  outputTokens: 100,
  load: { kind: 'concurrency', requests: 4 },
};
const { load: _, ...shape } = chat;
const candidate = () => ({ name: 'one', model, hardware: toySystem });

describe('limits that are none', () => {
  const ask = {
    largestLoad: (limits: ServiceLimits) =>
      largestLoad(model, toySystem, { ...shape, kind: 'batch', ...limits }),
    largestContext: (limits: ServiceLimits) =>
      largestContext(model, toySystem, { sequences: 1, outputTokens: 10, ...limits }),
    fewestPackages: (limits: ServiceLimits) => fewestPackages([candidate], chat, limits),
  };
  describe.each(Object.entries(ask))('%s', (name, of) => {
    const path = name === 'fewestPackages' ? 'limits' : 'question';
    test('are refused all at once', () => {
      const limits = { maxTtftMs: NaN, maxTpotMs: '50', maxE2eMs: -1 } as unknown as ServiceLimits;
      expect(faultsOf(() => of(limits))).toMatchObject([
        { code: 'option.invalid', path: `${path}.maxTtftMs` },
        { code: 'option.invalid', path: `${path}.maxTpotMs` },
        { code: 'option.invalid', path: `${path}.maxE2eMs` },
      ]);
    });

    test('also by their names', () => {
      const [fault, ...others] = faultsOf(() => of({ maxTpotMS: 50 } as ServiceLimits));
      expect(others).toEqual([]);
      expect(fault).toMatchObject({ code: 'option.unknown', path: `${path}.maxTpotMS` });
      expect(fault?.message).toContain('did you mean "maxTpotMs"?');
    });
  });
});

describe('the largest load', () => {
  test('what is no question is refused with all that is wrong', () => {
    const question = { inputTokens: 0, outputTokens: 1, kind: 'rate', most: 0, input: 5 };
    const call = () => largestLoad(model, toySystem, question as unknown as LoadQuestion);
    expect(faultsOf(call).map(({ path }) => path)).toEqual([
      'question.input',
      'question.kind',
      'question.most',
      'workload.inputTokens',
    ]);
  });

  test('tells a limit that was given from where the search ends', () => {
    const small = servedModel(1);
    const short = { inputTokens: 1, outputTokens: 1, kind: 'batch' } as const;
    const of = (question: Partial<LoadQuestion>) =>
      largestLoad(small, toySystem, { ...short, ...question });
    expect(of({ most: 7 })).toMatchObject({ requests: 7, boundBy: 'limit' });
    expect(of({})).toMatchObject({ requests: 65_536, boundBy: 'search' });
  });
});

describe('the longest context', () => {
  const most = 100_000;
  const of = (question: Partial<ContextQuestion>) =>
    largestContext(model, toySystem, { sequences: 2, most, ...question });

  test('keeps within each limit, and the next one does not', () => {
    const answers = { outputTokens: 10 };
    const at = (inputTokens: number) =>
      estimate(model, toySystem, {
        ...answers,
        inputTokens,
        load: { kind: 'concurrency', requests: 2 },
      });
    const goal = at(990);
    const limits = {
      ttft: { maxTtftMs: goal.ttftMs },
      tpot: { maxTpotMs: goal.tpotMs },
      e2e: { maxE2eMs: goal.e2eMs },
    };
    for (const [boundBy, limit] of Object.entries(limits)) {
      const found = of({ ...answers, ...limit });
      expect(found, boundBy).toMatchObject({ boundBy, tokens: 1000, estimate: goal });
    }
  });

  test('is none where not even a prompt of one token keeps within limits', () => {
    const found = of({ outputTokens: 10, maxTtftMs: 1e-6 });
    expect(found).toMatchObject({ tokens: 0, boundBy: 'ttft' });
  });

  test('is what memory holds, and else where the model or the search ends', () => {
    expect(of({})).toMatchObject({ boundBy: 'limit', tokens: most });
    expect(of({})).not.toHaveProperty('estimate');
    expect(of({ maxTtftMs: 1e9, outputTokens: 5 })).toMatchObject({ boundBy: 'limit' });
    expect(of({ most: 1e7 }).boundBy).toBe('memory');
    const windowed = servedModel(1, { window: 8 });
    const found = largestContext(windowed, toySystem, { sequences: 1 });
    expect(found).toMatchObject({ boundBy: 'search', tokens: 2 ** 24 });
  });

  test.each([
    [{ maxTpotMs: 5 }, 'question.outputTokens'],
    [{ maxTpotMs: 5, outputTokens: most }, 'question.outputTokens'],
    [{ sequences: 0.5 }, 'question.sequences'],
    [{ most: 1 }, 'question.most'],
    [{ outputTokens: 0 }, 'workload.outputTokens'],
    [
      { outputTokens: 5, speculation: { draftTokens: 0, acceptance: 1 } },
      'workload.speculation.draftTokens',
    ],
    [{ inputTokens: 5 }, 'question.inputTokens'],
  ])('%j is refused', (question, path) => {
    expect(
      faultsOf(() => of(question as Partial<ContextQuestion>)).map((fault) => fault.path),
    ).toEqual([path]);
  });
});

describe('the fewest packages', () => {
  test.each([
    [[5], 'candidates.0'],
    [candidate, 'candidates'],
    [undefined, 'candidates'],
  ])('%j is no list of candidates', (candidates, path) => {
    const call = () => fewestPackages(candidates as unknown as (() => Candidate)[], chat);
    expect(faultsOf(call)).toMatchObject([{ code: 'option.invalid', path }]);
  });

  test('candidates that cannot be built are rejected with the reason, whatever they throw', () => {
    const { chosen, rejected } = fewestPackages(
      [
        () => {
          throw new Error('no room for it');
        },
        () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- candidates of others may
          throw 'just so';
        },
        () => undefined as unknown as Candidate,
        () => ({ ...candidate(), enigne: plainEngine }),
        candidate,
      ],
      chat,
    );
    expect(chosen).toMatchObject({ name: 'one', index: 4 });
    expect(rejected.map(({ name, boundBy }) => `${name} ${boundBy}`)).toEqual(
      [1, 2, 3, 4].map((index) => `candidate ${index} illegal`),
    );
    expect(rejected.map(({ message }) => message)).toMatchObject([
      'no room for it',
      'just so',
      expect.stringContaining('expected { name, model, hardware }'),
      expect.stringContaining('no such option'),
    ]);
  });

  test('a workload that is none is no fault of candidates', () => {
    const none = { ...chat, inputTokens: 0 };
    const call = () => fewestPackages([candidate], none);
    expect(faultsOf(call)).toMatchObject([{ path: 'workload.inputTokens' }]);
  });
});
