/** The case lists from which specs are written: packages/layers/specs/cases/<Kind>.json. */
import { readdirSync, readFileSync } from 'node:fs';
import type { LayerRegistry } from '@mantile/core';
import type { SpecCase, SpecDocument } from '@mantile/layers/spec';

const folder = 'packages/layers/specs/cases';

/** A case list as it is written; `spec` and `setup` hold for every case that does not say otherwise. */
interface CaseList extends Omit<SpecDocument, 'layer' | 'cases'> {
  readonly spec: object;
  readonly cases: readonly (Omit<SpecCase, 'spec'> & { readonly spec?: object })[];
}

/** The kinds that have a case list. */
export function caseFiles(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** The case list of a kind. */
export function readCases(kind: string, registry: LayerRegistry): SpecDocument {
  const list = JSON.parse(readFileSync(`${folder}/${kind}.json`, 'utf8')) as CaseList;
  const { spec, cases, ...document } = list;
  return {
    ...document,
    layer: registry.get(kind),
    cases: cases.map((each) => ({ ...each, spec: { ...spec, ...each.spec } })),
  };
}
