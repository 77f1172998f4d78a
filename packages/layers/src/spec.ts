export type { SpecCase, SpecHardware } from './spec/cases.ts';
export { type Finding, type FindingCode } from './spec/findings.ts';
export { runSpec, type RunSpecOptions, type SpecCaseResult, type SpecResult } from './spec/run.ts';
export { writeSpec, type SpecDocument } from './spec/write/document.ts';
export { reportDiscrepancies } from './spec/report.ts';
