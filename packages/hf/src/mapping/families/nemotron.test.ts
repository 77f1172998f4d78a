import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, norm } = toySizes;

describe('Nemotron 4', () => {
  it('has layer norms, and networks without gates', () => {
    const { total, elements, shapes } = outcomeOf({ ...toyText, model_type: 'nemotron' });
    // Two matrices of 16·24, and norms with a shift.
    expect(total).toBe(2 * table + 2 * (attention + 768 + 4 * norm) + 2 * norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.1.mlp.up_proj.weight')).toEqual([24, 16]);
    expect(shapes.get('model.norm.bias')).toEqual([16]);
  });
});
