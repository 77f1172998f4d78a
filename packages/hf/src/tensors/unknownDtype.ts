import { MantileError } from '@mantile/core';
import { ggmlDtypes, safetensorsDtypes } from './storedDtypes.ts';

/** The error for the name of a stored type that nobody knows. */
export function unknownDtype(dtype: unknown, path = 'dtype'): MantileError {
  const legal = [...Object.keys(safetensorsDtypes), ...Object.keys(ggmlDtypes)];
  return new MantileError([
    {
      code: 'tensor.unknown_dtype',
      path,
      value: dtype,
      legal,
      message: `no stored type ${JSON.stringify(dtype)}. Known: ${legal.join(', ')}.`,
    },
  ]);
}
