import { textOf } from './cuts.ts';
import type { GapPlan, PlannedTensor } from './plan.ts';

/** What the constructor of the class says: each tensor under the checkpoint's own name, and what is known to be kept. */
export function declarationsOf({ tensors, keeps = [] }: GapPlan): readonly string[] {
  return [
    ...tensors.map((tensor) => {
      const { source, byExpert, dimensions } = tensor;
      const each =
        source.copies > 1 && !byExpert ? `for each {n} below ${textOf(dimensions[0])}: ` : '';
      return (
        each + (asLinear(tensor, each === '' ? 0 : 1) ?? asWeight(tensor, each === '' ? 0 : 1))
      );
    }),
    ...keeps.map(
      ({ name, keys: [units, width] }) =>
        `this.keep({ name: '${name}', elementsPerPosition: ${units} * ${width}, retention: everyPosition, shard: { axis: 'tensorParallel', units: ${units} } })`,
    ),
  ];
}

const single = 'dtype: standardDtypes.fp32';

/** A projection with the weight's usual name. */
function asLinear(tensor: PlannedTensor, from: number): string | undefined {
  const { source, role, dimensions, byExpert, cuts, isSingle } = tensor;
  const [outputs, inputs, ...more] = dimensions.slice(from);
  const isMap = role === 'product' && !byExpert && more.length === 0;
  if (!isMap || outputs === undefined || inputs === undefined) return undefined;
  if (outputs.length === 0 || inputs.length === 0) return undefined;
  const [, name] = /^(.+)\.weight$/.exec(source.name) ?? [];
  if (name === undefined) return undefined;
  const [cut] = cuts;
  const side = cut?.side;
  const [units] = dimensions[cut?.dimension ?? 0] ?? [];
  const isOfUnits = (dimensions[cut?.dimension ?? 0] ?? []).length > 1;
  const parts = [
    `name: ${quoted(name)}`,
    `inputs: ${textOf(inputs)}`,
    `outputs: ${textOf(outputs)}`,
    ...(side === undefined ? [] : [`split: '${side}'`]),
    ...(side !== undefined && isOfUnits ? [`units: ${units ?? ''}`] : []),
    ...(isSingle ? [single] : []),
  ];
  return `this.linear({ ${parts.join(', ')} })`;
}

function asWeight(tensor: PlannedTensor, from: number): string {
  const { source, name, dimensions, byExpert, cuts, isSingle } = tensor;
  const shards = cuts.map(
    ({ axis, dimension }) =>
      `{ axis: '${axis}', dimension: ${dimension - from}, units: ${dimensions[dimension]?.[0] ?? '1'} }`,
  );
  const parts = [
    `name: ${quoted(from === 0 ? name : source.name)}`,
    `shape: [${dimensions.slice(from).map(textOf).join(', ')}]`,
    ...(byExpert ? ['usedPerToken: topK'] : []),
    ...(shards.length > 0 ? [`shards: [${shards.join(', ')}]`] : []),
    ...(isSingle ? [single] : []),
  ];
  return `this.weight({ ${parts.join(', ')} })`;
}

function quoted(name: string): string {
  return `'${name.replace(/[\\']/g, '\\$&')}'`;
}
