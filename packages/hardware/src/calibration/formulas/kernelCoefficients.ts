/**
 * What a fit finds for each kind of kernel. `kernelFormulas[kind].ranges` says what each number means.
 *
 * @example
 * import { kernelFormulas, type KernelCoefficients } from '@mantile/hardware';
 * const norm: KernelCoefficients['memoryPass'] = { launch: 2.5, memoryEfficiency: 0.8 };
 * Object.keys(kernelFormulas.memoryPass.ranges) // => Object.keys(norm)
 * @category Calibration
 */
export interface KernelCoefficients {
  matmul: {
    readonly launch: number;
    readonly computeEfficiency: number;
    readonly memoryEfficiency: number;
    readonly innerOverhead: number;
    readonly innerLatency: number;
    readonly innerSaturation: number;
    readonly cacheSpeedup: number;
    /** Absent where nothing is quantised on the way. */
    readonly quantiseEfficiency?: number;
  };
  decodeAttention: {
    readonly launch: number;
    readonly headLatency: number;
    readonly memoryEfficiency: number;
    readonly keyLatency: number;
    readonly cacheSpeedup: number;
  };
  prefillAttention: {
    readonly launch: number;
    readonly computeEfficiency: number;
    readonly softmaxRate: number;
    readonly memoryEfficiency: number;
    readonly keyLatency: number;
    readonly tileLatency: number;
    readonly windowWaste: number;
  };
  latentDecode: {
    readonly launch: number;
    readonly headLatency: number;
    readonly memoryEfficiency: number;
    readonly leastHeads: number;
    readonly keyLatency: number;
    readonly computeEfficiency: number;
    readonly cacheSpeedup: number;
  };
  latentPrefill: {
    readonly launch: number;
    readonly computeEfficiency: number;
    readonly softmaxRate: number;
    readonly memoryEfficiency: number;
    readonly keyLatency: number;
    readonly tileLatency: number;
  };
  experts: {
    readonly launch: number;
    readonly computeEfficiency: number;
    readonly memoryEfficiency: number;
    readonly trafficEfficiency: number;
    readonly expertLatency: number;
    readonly routingEfficiency: number;
  };
  collective: {
    readonly launch: number;
    readonly launchGrowth: number;
    readonly linkEfficiency: number;
    readonly linkGrowth: number;
    readonly ramp: number;
  };
  libraryAllToAll: {
    readonly launch: number;
    readonly launchGrowth: number;
    readonly linkEfficiency: number;
    readonly linkGrowth: number;
    readonly smallEfficiency: number;
    readonly largeLaunch: number;
  };
  engineAllReduce: {
    readonly launch: number;
    readonly launchGrowth: number;
    readonly oneShotEfficiency: number;
    readonly twoShotLaunch: number;
    readonly linkEfficiency: number;
    readonly linkGrowth: number;
    readonly ramp: number;
  };
  tokenExchange: {
    readonly launch: number;
    readonly launchGrowth: number;
    readonly nodeEfficiency: number;
    readonly networkEfficiency: number;
    readonly expertLatency: number;
    readonly tokenLatency: number;
    readonly copyLatency: number;
    readonly memoryEfficiency: number;
  };
  stateDecode: { readonly launch: number; readonly memoryEfficiency: number };
  statePrefill: {
    readonly launch: number;
    readonly computeEfficiency: number;
    readonly memoryEfficiency: number;
    readonly tokenLatency: number;
  };
  memoryPass: { readonly launch: number; readonly memoryEfficiency: number };
}
