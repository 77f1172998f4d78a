import type { ModelConfigDocument } from '@mantile/config';
import { model, modelIds } from '@mantile/config/models';

/** Words of a name that tell how a model was trained, and not what it is made of. */
const training = /-(?:instruct|it|chat|base|pt|hf)(?=-|$)/g;
/** Of a version, which may have other shapes. */
const version = /^-v?\d[\d.]*$/;

/** A model of the catalogue that goes by nearly that name, and those that it might as well be. */
export interface Variant {
  readonly document?: ModelConfigDocument;
  /** Ids that begin alike, where they are not all of the same shapes. */
  readonly several: readonly string[];
}

/**
 * The model of the catalogue that a name without, or with, words such as `instruct` stands for, as
 * `llama-3.3-70b` for `llama-3.3-70b-instruct`. What it is trained for changes no shape; where the catalogue
 * has several that differ, none is taken.
 */
export function modelVariant(name: string): Variant {
  const [organisation, own] = splitName(name);
  const stem = withoutTraining(own);
  const candidates = modelIds()
    .map((id) => model(id))
    .filter(({ model_id: id, hf_model_id: hub = '' }) => {
      if (organisation !== undefined && splitName(hub)[0] !== organisation) return false;
      const known = organisation === undefined ? id : splitName(hub)[1];
      const other = withoutTraining(known);
      return other === stem || (other.startsWith(stem) && version.test(other.slice(stem.length)));
    });
  const [first] = candidates;
  const shapes = new Set(candidates.map(shapeOf));
  const several = candidates.map(({ model_id: id }) => id);
  return shapes.size === 1 && first !== undefined ? { document: first, several: [] } : { several };
}

function splitName(name: string): readonly [organisation: string | undefined, name: string] {
  const parts = name.toLowerCase().split('/');
  return parts.length === 2 ? [parts[0], parts[1] ?? ''] : [undefined, parts.at(-1) ?? ''];
}

function withoutTraining(name: string): string {
  return name.replace(training, '');
}

/** All that an estimate can tell apart. */
function shapeOf({ layer_types: types, dtype }: ModelConfigDocument): string {
  return JSON.stringify([dtype, types]);
}
