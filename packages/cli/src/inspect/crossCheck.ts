import type { Finding } from '@mantile/config';
import { countParameters, readQuantization, type ModelParameterCount } from '@mantile/hf';
import { whole } from '../print/count.ts';
import type { ReadModel } from './readModel.ts';

/** The parameters of a model counted from its tensors, with what only its configuration tells. */
export function countOf(model: ReadModel): ModelParameterCount | undefined {
  const { tensors, config, quantConfig } = model;
  if (tensors === undefined) return undefined;
  return countParameters(tensors, {
    isHeadTied: isHeadTied(model),
    quantization: readQuantization({ config, quantConfig }),
  });
}

/** Whether the model's head is its embedding, as its config was made. */
export function isHeadTied({ built }: ReadModel): boolean {
  return (
    built?.layer_types.some(({ name, specs }) => name === 'head' && specs['tied'] === true) ?? false
  );
}

/** Counted by tensors and by layers, the total is one figure; two are said, whichever is right. */
export function crossCheck(
  model: ReadModel,
  count: ModelParameterCount | undefined,
): readonly Finding[] {
  const { built, tensorsFrom } = model;
  if (built === undefined || count === undefined || count.total === built.total_params) return [];
  const difference = count.total - built.total_params;
  return [
    {
      code: 'inspect.totals_differ',
      severity: tensorsFrom === 'config.json' ? 'info' : 'warning',
      path: 'total_params',
      message: `the layers add up to ${whole(built.total_params)} parameters, the tensors to ${whole(count.total)}: ${whole(Math.abs(difference))} ${difference < 0 ? 'fewer' : 'more'}.`,
      fix: 'Look at the other findings: a tensor that is no parameter, or that may be left out, makes such a difference.',
    },
  ];
}
