import type { Context } from '../command.ts';
import { checkTableFlags, type TableFlags } from '../print/printTable.ts';
import { jsonText } from '../print/json.ts';
import type { EstimateFlags } from './estimateFlags.ts';
import { estimateCsv } from './estimateCsv.ts';
import { estimateJson } from './estimateJson.ts';
import { estimateText } from './estimateText.ts';
import { evaluate } from './evaluate.ts';
import { inFlags } from './inFlags.ts';
import { checkSvgFile, writeSvg } from './svgFile.ts';
import { readQuestion } from './readQuestion.ts';
import { remediesFor } from './remedies.ts';

/** How an estimate is printed. */
export interface PrintFlags extends TableFlags {
  readonly svg?: string;
}

/** Estimates what was asked and prints it. */
export async function estimateCommand(
  model: string,
  flags: EstimateFlags & PrintFlags,
  context: Context,
): Promise<void> {
  const { io } = context;
  checkTableFlags(flags);
  const { svg } = flags;
  if (svg !== undefined) checkSvgFile(svg);
  const question = await readQuestion(model, flags, context);
  const evaluation = inFlags(question.model.config, () => evaluate(question));
  const remedies = remediesFor(evaluation);
  if (flags.json === true) io.out(jsonText(estimateJson(evaluation, remedies)));
  else if (flags.csv === true) io.out(estimateCsv([evaluation]));
  else io.out(estimateText(evaluation, remedies, io));
  if (svg === undefined) return;
  const { estimateSvg } = await import('./estimateSvg.ts');
  writeSvg(svg, estimateSvg(evaluation));
  io.error(`drawn into ${svg}\n`);
}
