import { readFileSync } from 'node:fs';

/**
 * A model of the catalogue: what it is called, and the parameters that its publisher states. What such a total
 * counts is said where it is not simply every parameter once.
 */
export interface CatalogueEntry {
  readonly id: string;
  /** Its name on the HuggingFace hub. */
  readonly hf: string;
  readonly total: number;
  readonly note?: string;
  /** The fields of its config.json that fix its shapes; looked up in the folder of configs when absent. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Fields of it that the configuration found in the folder lacks: what fixes no shape, but cache and context. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export const catalogue = JSON.parse(
  readFileSync('scripts/models/catalogue.json', 'utf8'),
) as readonly CatalogueEntry[];
