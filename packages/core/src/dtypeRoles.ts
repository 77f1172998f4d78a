import { checkDtype, standardDtypes, type Dtype, type DtypeName } from './dtype.ts';
import { FaultList, readOptionGroup } from './errors.ts';
import { describeValue } from './internal/describeValue.ts';
import { nearestName } from './nearestName.ts';

/**
 * What a format is used for; each role of a layer can have its own.
 *
 * @example
 * import { MLPLayer } from '@mantile/layers';
 * import type { DtypeRole } from '@mantile/core';
 * const stored: DtypeRole = 'weights';
 * const layer = new MLPLayer({ hiddenSize: 64, intermediateSize: 128, dtype: 'bf16', dtypes: { [stored]: 'mxfp4' } });
 * [layer.dtypes.weights.name, layer.dtypes.compute.name] // => ['mxfp4', 'bf16']
 * @category Number formats
 */
export type DtypeRole = 'weights' | 'activations' | 'kvCache' | 'compute' | 'communication';

const roles: readonly DtypeRole[] = [
  'weights',
  'activations',
  'kvCache',
  'compute',
  'communication',
];

/**
 * The format of every role of a layer.
 *
 * @example
 * import { resolveDtypes, type DtypeByRole } from '@mantile/core';
 * const all: DtypeByRole = resolveDtypes({ dtype: 'fp16' });
 * all.activations.bits // => 16
 * @category Number formats
 */
export type DtypeByRole = Readonly<Record<DtypeRole, Dtype>>;

/**
 * How formats are asked for: one for all roles, then exceptions by role.
 *
 * @example
 * import { resolveDtypes, type DtypeOptions } from '@mantile/core';
 * const options: DtypeOptions = { dtype: 'bf16', dtypes: { kvCache: 'fp8' } };
 * resolveDtypes(options).kvCache.name // => 'fp8'
 * @category Number formats
 */
export interface DtypeOptions {
  /** The format of every role that `dtypes` does not name; bf16 when absent. */
  readonly dtype?: DtypeName | Dtype | undefined;
  /** Formats of single roles. */
  readonly dtypes?: Partial<Record<DtypeRole, DtypeName | Dtype>> | undefined;
}

/**
 * The format that a name or a definition stands for; an unknown name is refused.
 *
 * @example
 * import { resolveDtype } from '@mantile/core';
 * resolveDtype('nvfp8').name // => 'mxfp8'
 * @category Number formats
 */
export function resolveDtype(dtype: DtypeName | Dtype): Dtype {
  const faults = new FaultList();
  const found = readDtype(dtype, 'dtype', faults);
  faults.throwIfAny();
  return found;
}

/**
 * The format of every role, from one `dtype` for all and exceptions in `dtypes`.
 *
 * @example
 * import { resolveDtypes } from '@mantile/core';
 * resolveDtypes({ dtype: 'fp8', dtypes: { communication: 'bf16' } }).communication.name // => 'bf16'
 * @category Number formats
 */
export function resolveDtypes(options: DtypeOptions): DtypeByRole {
  const faults = new FaultList();
  const found = readDtypes(options, faults);
  faults.throwIfAny();
  return found;
}

/** As `resolveDtypes`, noting faults instead of throwing: what comes back then stands in for them. */
export function readDtypes(options: DtypeOptions, faults: FaultList): DtypeByRole {
  const byRole = readOptionGroup(options.dtypes, 'dtypes', faults);
  for (const role of Object.keys(byRole)) {
    if ((roles as readonly string[]).includes(role)) continue;
    const near = nearestName(role, roles);
    faults.add({
      code: 'dtype.unknown_role',
      path: `dtypes.${role}`,
      value: role,
      legal: roles,
      message: `no such role${near === undefined ? '.' : `, did you mean "${near}"?`} Legal: ${roles.join(', ')}.`,
    });
  }
  const shared = readDtype(options.dtype === undefined ? 'bf16' : options.dtype, 'dtype', faults);
  const of = (role: DtypeRole): Dtype => {
    const own = byRole[role];
    return own === undefined ? shared : readDtype(own, `dtypes.${role}`, faults);
  };
  return {
    weights: of('weights'),
    activations: of('activations'),
    kvCache: of('kvCache'),
    compute: of('compute'),
    communication: of('communication'),
  };
}

function readDtype(dtype: unknown, path: string, faults: FaultList): Dtype {
  if (typeof dtype === 'string' && Object.hasOwn(standardDtypes, dtype)) {
    return standardDtypes[dtype as DtypeName];
  }
  if (typeof dtype === 'object' && dtype !== null) {
    checkDtype(dtype, path, faults);
    return dtype as Dtype;
  }
  const legal = Object.keys(standardDtypes);
  const near = typeof dtype === 'string' ? nearestName(dtype, legal) : undefined;
  faults.add({
    code: 'dtype.unknown',
    path,
    value: dtype,
    legal,
    message:
      `unknown number format ${describeValue(dtype)}` +
      (near === undefined ? '.' : `, did you mean "${near}"?`) +
      ` Known: ${legal.join(', ')}; define others with defineDtype().`,
  });
  return standardDtypes.bf16;
}
