import type { LogicalTensor } from '../quantization/logicalTensors.ts';
import { elementCount } from '../tensors/size.ts';
import { componentOf } from './component.ts';

const beside: ReadonlySet<string> = new Set(['vision', 'audio', 'mtp']);
const numbered = /^(.*?\.(?:experts|ffn_\w+))\.(\d{1,6})\./;

/**
 * The elements that one token of text uses; undefined where experts are routed to, and nobody said how many are used,
 * or where they are not all of one size.
 */
export function activeElements(
  tensors: readonly LogicalTensor[],
  expertsPerToken: number | undefined,
): number | undefined {
  let active = 0;
  const routed = new Map<string, { elements: number; readonly experts: Set<string> }>();
  for (const tensor of tensors) {
    const component = componentOf(tensor.name);
    if (beside.has(component)) continue;
    const elements = elementCount(tensor);
    const [, module, expert] = numbered.exec(tensor.name) ?? [];
    if (component !== 'experts' && module === undefined) {
      active += elements;
    } else if (expertsPerToken === undefined) {
      return undefined;
    } else if (module === undefined || expert === undefined) {
      // All of them in one tensor: its first dimension counts them.
      const count = tensor.shape[0] ?? 1;
      active += (elements / count) * Math.min(expertsPerToken, count);
    } else {
      const known = routed.get(module) ?? { elements: 0, experts: new Set<string>() };
      routed.set(module, known);
      known.elements += elements;
      known.experts.add(expert);
    }
  }
  for (const { elements, experts } of routed.values()) {
    active += (elements / experts.size) * Math.min(expertsPerToken ?? 0, experts.size);
  }
  return Number.isInteger(active) ? active : undefined;
}
