import type { LayerTypeConfig } from '@mantile/config';
import { rangesOf } from '../../blueprint/layerTypes.ts';

/** More layers than any model has are no list to go through. */
const mostLayers = 100_000;

/** The types with another spec for those layers of one that a gap is in; nothing where it is not in them alone. */
export function splitOff(
  types: readonly LayerTypeConfig[],
  base: LayerTypeConfig,
  gap: LayerTypeConfig,
  specs: LayerTypeConfig['specs'],
): readonly LayerTypeConfig[] | undefined {
  if (base.count === gap.count && base.layerIndices === gap.layerIndices) {
    return types.map((type) => (type === base ? { ...base, specs } : type));
  }
  const [all, some] = [indicesOf(base), indicesOf(gap)];
  const others = all.filter((index) => !some.includes(index));
  const isPart = some.length > 0 && some.every((index) => all.includes(index));
  if (!isPart || others.length === 0) return undefined;
  let name = base.name;
  for (let next = 2; types.some((type) => type.name === name); next += 1) {
    name = `${base.name}.${String(next)}`;
  }
  const left = { ...base, count: others.length, layerIndices: rangesOf(others) };
  const changed = { ...base, name, count: some.length, layerIndices: rangesOf(some), specs };
  return types.flatMap((type) => (type === base ? [left, changed] : [type]));
}

/** The layers of a type, where it names each. */
function indicesOf({ layerIndices = '', count }: LayerTypeConfig): readonly number[] {
  if (count > mostLayers) return [];
  const indices = layerIndices.split(',').flatMap((range) => {
    const [from = NaN, to = from] = range.split('-').map(Number);
    const length = to - from + 1;
    return length > 0 && length <= count ? Array.from({ length }, (_, at) => from + at) : [];
  });
  return indices.length === count ? indices : [];
}
