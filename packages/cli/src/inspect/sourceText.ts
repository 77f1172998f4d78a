import { several } from '../print/count.ts';
import type { Inspection } from './inspection.ts';

const kinds: Readonly<Record<Inspection['source']['kind'], string>> = {
  folder: 'folder',
  config: 'file',
  safetensors: 'file',
  gguf: 'file',
  hub: 'HuggingFace',
  catalogue: 'catalogue',
};

/** Where a model was read from, and where its tensors are known from. */
export function sourceText({
  source,
  tensorsFrom,
  tensorCount,
}: Pick<Inspection, 'source' | 'tensorsFrom' | 'tensorCount'>): string {
  const revision = source.revision === undefined ? '' : ` at ${source.revision.slice(0, 12)}`;
  return `${source.id} (${kinds[source.kind]}${revision}): ${tensorsText(tensorsFrom, tensorCount)}\n`;
}

function tensorsText(from: Inspection['tensorsFrom'], count: number): string {
  const tensors = several(count, 'tensor');
  switch (from) {
    case 'safetensors':
      return `${tensors}, from the headers of its safetensors`;
    case 'gguf':
      return `${tensors}, from its GGUF header`;
    case 'config.json':
      return `${tensors}, computed from config.json alone`;
    case undefined:
      return 'no tensors are known';
  }
}
