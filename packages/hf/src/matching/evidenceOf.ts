import type { Finding } from '@mantile/config';
import type { Evidence } from '../mapping/family.ts';
import type { LogicalTensor } from '../quantization/logicalTensors.ts';

const isEmpty = ({ name, shape }: LogicalTensor): boolean => shape.includes(0) || name === '';

/** Says which tensors are left out because there is nothing in them. */
export function emptyFindings(tensors: readonly LogicalTensor[]): readonly Finding[] {
  return tensors
    .filter(isEmpty)
    .slice(0, 100)
    .map(({ name }) => ({
      code: 'hf.tensor_empty',
      severity: 'warning',
      path: name,
      message: 'a tensor without a name or without elements is left out.',
    }));
}

/** The shapes of the tensors as the model means them: unpacked, without scales. Those without elements say nothing. */
export function evidenceOf(tensors: readonly LogicalTensor[]): Evidence {
  return new Map(
    tensors.flatMap((tensor) => (isEmpty(tensor) ? [] : [[tensor.name, tensor.shape]])),
  );
}
