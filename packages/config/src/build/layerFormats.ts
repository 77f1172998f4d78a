import {
  bitsPerElement,
  standardDtypes,
  type Dtype,
  type DtypeName,
  type DtypeOptions,
} from '@mantile/core';

type ByRole = NonNullable<DtypeOptions['dtypes']>;

/**
 * The number formats of one layer, what was asked for first: those for this layer, then those for the model, then the
 * config's own for this type of layer, then the config's format. That is of stored weights: one of 16 bits or more
 * serves for everything, beside a narrower one all else is bf16. A `dtype` sets all roles, so that nothing behind it
 * counts.
 */
export function layerFormats(
  stored: DtypeName | undefined,
  ofType: ByRole | undefined,
  forModel: DtypeOptions,
  forLayer: DtypeOptions,
): DtypeOptions {
  if (forLayer.dtype !== undefined) {
    return { dtype: forLayer.dtype, dtypes: given(forLayer.dtypes) };
  }
  const asked = { ...given(forModel.dtypes), ...given(forLayer.dtypes) };
  if (forModel.dtype !== undefined) return { dtype: forModel.dtype, dtypes: asked };
  const dtypes = { ...given(ofType), ...asked };
  const isNarrow =
    stored !== undefined &&
    Object.hasOwn(standardDtypes, stored) &&
    bitsPerElement(standardDtypes[stored]) < 16;
  if (isNarrow) return { dtype: 'bf16', dtypes: { weights: stored, ...dtypes } };
  return { dtype: stored ?? 'bf16', dtypes };
}

/** The format that options ask for the weights of a layer; undefined where they leave it to the config. */
export function askedWeights(
  forModel: DtypeOptions,
  forLayer: DtypeOptions,
): Dtype | DtypeName | undefined {
  return forLayer.dtypes?.weights ?? forLayer.dtype ?? forModel.dtypes?.weights ?? forModel.dtype;
}

/** A role set to nothing is not set: it takes nothing from what the config says. */
function given(dtypes: ByRole | undefined): ByRole {
  return Object.fromEntries(
    Object.entries(dtypes ?? {}).filter(([, dtype]) => (dtype as unknown) !== undefined),
  );
}
