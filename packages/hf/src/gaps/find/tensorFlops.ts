import type { ReadTensor } from '../knowledge/readTensors.ts';

/** FLOPs of one token with a sort of tensors, as the layer of the cases counts them, however many there are. */
export function tensorFlops({ tensor, concept, role, byExpert }: ReadTensor, topK = Infinity) {
  const { shape, copies } = tensor;
  const elements = shape.reduce((product, size) => product * size, 1);
  const perElement = role === 'elementwise' ? (concept?.flopsPerElement ?? 1) : 2;
  if (byExpert) {
    const experts = copies > 1 ? copies : (shape[0] ?? 1);
    return Math.min(topK, experts) * elements * (copies / experts) * perElement;
  }
  if (role === 'lookUp' || role === 'scalar') return 0;
  return copies * elements * perElement;
}
