/** Engines that kernels were measured with on some chip. */
export const measuredEngines: readonly string[] = ['trtllm', 'vllm', 'sglang'];
