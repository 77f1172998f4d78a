import { fc, test } from '@fast-check/vitest';
import { MantileError } from '@mantile/core';
import { expect } from 'vitest';
import { safetensorsDtypes } from '../../tensors/storedDtypes.ts';
import type { StoredDtype, Tensor } from '../../tensors/tensor.ts';
import { safetensorsFile } from '../__fixtures__/safetensors.ts';
import { inspectModelStructure } from '../inspect/inspectModelStructure.ts';
import { filesInMemory } from '../source/filesInMemory.ts';

const file = 'model.safetensors';
const tensor = fc.record({
  name: fc.string().filter((name) => name !== '__metadata__'),
  shape: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
  // Shapes of packed types must fill whole bytes.
  dtype: fc.constantFrom(
    ...(Object.keys(safetensorsDtypes) as StoredDtype[]).filter((name) => !/^F[46]/.test(name)),
  ),
  file: fc.constant(file),
});
const tensors = fc.uniqueArray(tensor, { selector: ({ name }) => name, minLength: 1 });

async function inspect(bytes: Uint8Array): Promise<readonly Tensor[] | MantileError> {
  try {
    const source = filesInMemory('model', { [file]: bytes });
    return (await inspectModelStructure(source)).tensors;
  } catch (error) {
    if (MantileError.isInstance(error)) return error;
    throw error;
  }
}

test.prop([tensors])('what was written is read', async (written) => {
  expect(await inspect(safetensorsFile(written))).toEqual(written);
});

test.prop([tensors, fc.nat()])('a file cut anywhere is refused', async (written, place) => {
  const bytes = safetensorsFile(written);
  expect(await inspect(bytes.subarray(0, place % bytes.length))).toBeInstanceOf(MantileError);
});

test.prop([tensors, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 })])(
  'a damaged file is read or refused, never anything else',
  async (written, damage) => {
    const bytes = safetensorsFile(written);
    for (const [place, value] of damage) bytes[place % bytes.length] = value;
    const result = await inspect(bytes);
    if (MantileError.isInstance(result)) expect(result.faults.length).toBeLessThanOrEqual(20);
    else expect(result.length).toBeGreaterThan(0);
  },
);
