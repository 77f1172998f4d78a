import { describe, expect, test } from 'vitest';
import { servedModel } from '../__fixtures__/servedLayer.ts';
import { ToyLayer } from '../__fixtures__/toyLayer.ts';
import { Model } from '../model.ts';
import { busiestStages, stagesOf } from './stages.ts';

const { layer } = servedModel().blocks[0]!;
/** Of all that it does, the look-up is what counts here. */
const table = new ToyLayer({});
const model = (layers: number): Model =>
  new Model('toy', [
    { name: 'dense', layer, count: 2 },
    { name: 'body', layer, count: layers },
    { name: 'head', layer, count: 1 },
    // Wherever it is listed.
    { name: 'embedding', layer: table, count: 1 },
  ]);
const countsOf = (stage: Model): Record<string, number> =>
  Object.fromEntries(stage.blocks.map(({ name, count }) => [name, count]));

describe('the stages of a pipeline', () => {
  test('one stage is the model itself', () => {
    const whole = model(7);
    expect(stagesOf(whole, 1)).toEqual([whole]);
  });

  test('what looks up comes first, the head last, what is left over in the middle', () => {
    expect(stagesOf(model(14), 4).map(countsOf)).toEqual([
      { embedding: 1, dense: 2, body: 3 },
      { body: 4 },
      { body: 4 },
      { body: 3, head: 1 },
    ]);
    // Three left over: the first stage has the third of them, the last none.
    expect(stagesOf(model(15), 4).map((stage) => countsOf(stage)['body'])).toEqual([4, 4, 4, 3]);
  });

  test('every layer is in one stage', () => {
    for (let stages = 1; stages <= 9; stages += 1) {
      for (let layers = stages; layers <= 30; layers += 1) {
        const sum = stagesOf(model(layers), stages)
          .flatMap(({ blocks }) => blocks)
          .reduce((total, { count }) => total + count, 0);
        expect(sum, `${layers} layers in ${stages} stages`).toBe(layers + 4);
      }
    }
  });

  test('stages that are alike are timed once', () => {
    expect(stagesOf(model(64), 8)).toHaveLength(8);
    expect(busiestStages(model(64), 8)).toHaveLength(3);
  });

  test('more stages than layers are refused', () => {
    expect(() => stagesOf(model(3), 4)).toThrow('use fewer stages');
  });
});
