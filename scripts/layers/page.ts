/** The generated part of the README of layers: its kinds, and what attention modes cache. */
import { standardLayers } from '@mantile/layers';
import { withPart } from '../markdown/part.ts';
import { table } from '../markdown/table.ts';
import { cacheRows } from './cacheComparison.ts';

export const page = 'packages/layers/README.md';

const axes: Readonly<Record<string, string>> = {
  tensorParallel: 'TP',
  sequenceParallel: 'SP',
  contextParallel: 'CP',
  expertParallel: 'EP',
  attentionDataParallel: 'attention DP',
};

function kinds(): readonly string[] {
  const rows = standardLayers.classes.map(({ kind, supportedParallelism }) => [
    `\`${kind}\``,
    supportedParallelism.map((axis) => axes[axis] ?? axis).join(', '),
    `[specs/${kind}.md](specs/${kind}.md)`,
  ]);
  return table(['kind', 'can be spread by', 'worked out in'], rows);
}

function caches(): readonly string[] {
  return table(
    ['mode', 'K, elements', 'K and V, elements', 'bytes in 16 bit', 'less by'],
    cacheRows(),
  );
}

/** The page with its generated parts written anew. */
export async function withKinds(text: string): Promise<string> {
  const command = 'written by npm run docs:layers';
  const listed = await withPart(text, `kinds: ${command}`, kinds().join('\n'));
  return withPart(listed, `caches: ${command}`, caches().join('\n'));
}
