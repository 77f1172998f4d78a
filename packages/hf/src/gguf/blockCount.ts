import type { Finding } from '@mantile/config';
import type { Tensor } from '../tensors/tensor.ts';

/** Holds the number of layers that a header states against the layers that it lists tensors of. */
export function compareWithBlocks(
  tensors: readonly Tensor[],
  blockCount: number | undefined,
  path: string,
): readonly Finding[] {
  const found = new Set(
    tensors.flatMap(({ name }) => {
      const [, block] = /^blk\.(\d{1,6})\./.exec(name) ?? [];
      return block === undefined ? [] : [Number(block)];
    }),
  );
  const listed = found.size;
  const end = [...found].reduce((last, block) => Math.max(last, block + 1), 0);
  if (listed === end && (blockCount === end || (blockCount === undefined && end === 0))) return [];
  const stated = blockCount === undefined ? 'states no block_count' : `states ${blockCount} blocks`;
  const lists = `lists tensors of ${listed}${listed === end ? '' : `, the last of them number ${end - 1}`}`;
  return [
    {
      code: 'gguf.block_count_mismatch',
      severity: blockCount === undefined ? 'warning' : 'error',
      path,
      message: `the header ${stated}, and ${lists}.`,
      fix: 'Fetch the file again, or all shards of one revision.',
    },
  ];
}
