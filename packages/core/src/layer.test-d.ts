import { expectTypeOf, test } from 'vitest';
import { ToyLayer } from './__fixtures__/toyLayer.ts';
import type { LayerClass, LayerOptions } from './layer.ts';

test('a kind is a layer class, an instance is none', () => {
  expectTypeOf(ToyLayer).toExtend<LayerClass>();
  expectTypeOf<ToyLayer>().not.toExtend<LayerClass>();
});

test('a class without a schema is no layer class', () => {
  type Bare = Omit<LayerClass, 'specSchema'> & (new (options: object) => ToyLayer);
  expectTypeOf<Bare>().not.toExtend<LayerClass>();
});

test('the spec is typed by its schema', () => {
  expectTypeOf(new ToyLayer({}).spec.inner).toEqualTypeOf<number>();
});

test('options are one object, whose keys and values are known', () => {
  type Options = LayerOptions<{ hiddenSize: number }>;
  expectTypeOf<{ hiddenSize: 64; dtype: 'fp8' }>().toExtend<Options>();
  expectTypeOf<{ hiddenSize: 64; dtype: 'fp9' }>().not.toExtend<Options>();
  expectTypeOf<{ dtype: 'fp8' }>().not.toExtend<Options>();
  // @ts-expect-error -- there is no axis of that name
  const misspelt: Options = { hiddenSize: 64, parallelism: { tensorParalel: 2 } };
  // @ts-expect-error -- there is no role of that name
  const unknownRole: Options = { hiddenSize: 64, dtypes: { cache: 'fp8' } };
  expectTypeOf([misspelt, unknownRole]).items.toEqualTypeOf<Options>();
});
