import {
  bitsPerElement,
  standardDtypes,
  type Dtype,
  type DtypeName,
  type DtypeOptions,
} from '@mantile/core';

type ByRole = NonNullable<DtypeOptions['dtypes']>;

/**
 * The number formats of one layer. A config's format is that of stored weights: one of 16 bits or more serves for
 * everything, beside a narrower one all else is bf16. A layer type's own formats are exceptions that formats for the
 * whole model leave alone.
 */
export function layerFormats(
  stored: DtypeName | undefined,
  exceptions: ByRole | undefined,
  forModel: DtypeOptions,
  forLayer: DtypeOptions,
): DtypeOptions {
  if (forLayer.dtype !== undefined) return only(forLayer.dtype, forLayer.dtypes);
  const dtypes = { ...forModel.dtypes, ...exceptions, ...forLayer.dtypes };
  if (forModel.dtype !== undefined) return { dtype: forModel.dtype, dtypes };
  const isNarrow =
    stored !== undefined &&
    Object.hasOwn(standardDtypes, stored) &&
    bitsPerElement(standardDtypes[stored]) < 16;
  if (isNarrow) return { dtype: 'bf16', dtypes: { weights: stored, ...dtypes } };
  return { dtype: stored ?? 'bf16', dtypes };
}

function only(dtype: DtypeName | Dtype, dtypes: DtypeOptions['dtypes']): DtypeOptions {
  return { dtype, ...(dtypes !== undefined && { dtypes }) };
}
