export { inspectGguf, type GgufStructure } from './gguf/inspectGguf.ts';
export { ggufModel, type GgufModel } from './gguf/ggufModel.ts';
