import { expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import { ToyLayer } from './__fixtures__/toyLayer.ts';
import { createLayerRegistry } from './registry.ts';

class OtherToy extends ToyLayer {
  static override readonly kind = 'OtherToy';
}

test('finds kinds by name, in the order of registration', () => {
  const registry = createLayerRegistry([OtherToy, ToyLayer]);
  expect(registry.kinds).toEqual(['OtherToy', 'ToyLayer']);
  expect(registry.get('ToyLayer')).toBe(ToyLayer);
  expect([registry.has('OtherToy'), registry.has('toString')]).toEqual([true, false]);
});

test('an unknown kind is refused with the nearest name and all legal ones', () => {
  const registry = createLayerRegistry([OtherToy, ToyLayer]);
  const [fault] = faultsOf(() => registry.get('ToyLayr'));
  expect(fault).toMatchObject({
    code: 'registry.unknown_kind',
    value: 'ToyLayr',
    legal: ['OtherToy', 'ToyLayer'],
  });
  expect(fault?.message).toContain('did you mean "ToyLayer"?');
  expect(faultsOf(() => registry.get('Q'))[0]?.message).not.toContain('did you mean');
});

test('two classes of one name are refused', () => {
  const [fault] = faultsOf(() => createLayerRegistry([ToyLayer, OtherToy, ToyLayer]));
  expect(fault).toMatchObject({ code: 'registry.duplicate_kind', path: 'ToyLayer' });
});

test('what a class makes is a layer of that kind', () => {
  const layer = new (createLayerRegistry([OtherToy]).get('OtherToy'))({});
  expect(layer.kind).toBe('OtherToy');
});
