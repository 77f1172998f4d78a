export { inspectGguf, type GgufStructure } from './gguf/inspectGguf.ts';
