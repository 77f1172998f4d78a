import type { GapTensor } from '../gap.ts';
import { conceptOf, isOfExpert, roleOf } from '../knowledge/conceptOf.ts';

/** FLOPs of one token with a sort of tensors, as the layer of the cases counts them, however many there are. */
export function tensorFlops(module: string, tensor: GapTensor, topK = Infinity): number {
  const { name, shape, copies } = tensor;
  const concept = conceptOf(module, name, shape);
  const role = roleOf(concept, tensor);
  const elements = shape.reduce((product, size) => product * size, 1);
  const isOfExperts = concept?.role === 'experts' || isOfExpert(name);
  if (role === 'experts' || (isOfExperts && copies > 1)) {
    const experts = copies > 1 ? copies : (shape[0] ?? 1);
    const one = elements * (copies / experts);
    const perElement = role === 'elementwise' ? (concept?.flopsPerElement ?? 1) : 2;
    return Math.min(topK, experts) * one * perElement;
  }
  if (role === 'lookUp' || role === 'scalar') return 0;
  return copies * elements * (role === 'elementwise' ? (concept?.flopsPerElement ?? 1) : 2);
}
