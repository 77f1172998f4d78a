export type { SpecCase, SpecHardware } from './spec/cases.ts';
export { writeSpec, type SpecDocument } from './spec/write/document.ts';
