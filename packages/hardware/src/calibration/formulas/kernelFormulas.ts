import { collective } from './collective.ts';
import { decodeAttention } from './decodeAttention.ts';
import { engineAllReduce } from './engineAllReduce.ts';
import { experts } from './experts.ts';
import type { KernelFormula } from './formula.ts';
import type { KernelKind } from './kernelSizes.ts';
import { latentDecode } from './latentDecode.ts';
import { latentPrefill } from './latentPrefill.ts';
import { libraryAllToAll } from './libraryAllToAll.ts';
import { matmul } from './matmul.ts';
import { memoryPass } from './memoryPass.ts';
import { prefillAttention } from './prefillAttention.ts';
import { stateDecode, statePrefill } from './stateUpdate.ts';
import { tokenExchange } from './tokenExchange.ts';

/**
 * The formulas of all kinds of kernels: time from coefficients, sizes and a chip.
 *
 * @example
 * import { kernelFormulas } from '@mantile/hardware';
 * const h100 = { flops: 989e6, bytes: 3.35e6, multiprocessors: 132, cacheBytes: 50e6, linkBytes: 450e3, networkBytes: 50e3 };
 * const token = { rows: 1, inner: 4096, outer: 4096, weightBytes: 2 * 4096 ** 2, activationBytes: 2, hotBytes: 0 };
 * Math.round(kernelFormulas.matmul.idealMicroseconds(token, h100)) // => 10
 * @category Calibration
 */
export const kernelFormulas: { readonly [Kind in KernelKind]: KernelFormula<Kind> } = {
  matmul,
  decodeAttention,
  prefillAttention,
  latentDecode,
  latentPrefill,
  experts,
  collective,
  libraryAllToAll,
  engineAllReduce,
  tokenExchange,
  stateDecode,
  statePrefill,
  memoryPass,
};
