export {
  expandManifest,
  type ExpandedManifest,
  type ManifestOptions,
} from './manifest/expandManifest.ts';
export { type ManifestFinding } from './manifest/manifestFinding.ts';
export { manifestExamples } from './manifest/manifestExamples.ts';
export { manifestJsonSchema } from './manifest/manifestJsonSchema.ts';
export { type ManifestVariables } from './manifest/variables.ts';
