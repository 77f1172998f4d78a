import { createLayerRegistry, FaultList, type LayerClass } from '@mantile/core';
import { runSpec } from '../run.ts';

/** A stretch of a document, and the input that it comes from. */
export interface Section {
  readonly path: string;
  readonly value?: unknown;
  readonly lines: readonly string[];
}

/**
 * The text of the sections, refused when it does not pass: a sentence of the overview may hold wrong arithmetic,
 * and a name or a word among the parameters may read as something else.
 */
export function proven(sections: readonly Section[], layer: LayerClass): string {
  const text = `${sections
    .flatMap(({ lines }) => lines)
    .join('\n')
    .trimEnd()}\n`;
  const { findings } = runSpec(text, { layers: createLayerRegistry([layer]), file: layer.kind });
  const faults = new FaultList();
  const starts: { readonly from: number; readonly section: Section }[] = [];
  let from = 1;
  for (const section of sections) {
    starts.push({ from, section });
    for (const line of section.lines) from += line.split(/\r\n|\n|\r/).length;
  }
  for (const { line, code, message } of findings) {
    const found = starts.filter((start) => start.from <= line).at(-1)?.section;
    faults.add({
      code: 'option.invalid',
      path: found?.path ?? '',
      value: found?.value,
      message: `what is written of it would not pass: ${code}: ${message}`,
    });
  }
  faults.throwIfAny();
  return text;
}
