import type { Dtype } from '../dtype.ts';
import type { ActivationBuffer } from './activation.ts';
import type { CollectiveOperation } from './collective.ts';
import type { MatmulOperation } from './operations.ts';
import type { PassOperation } from './passes.ts';
import type { Work } from './visitor.ts';

/**
 * What can be part of a stretch: everything whose size is so much per row.
 *
 * @example
 * import type { StretchPart } from '@mantile/core';
 * const kinds: StretchPart['kind'][] = ['matmul', 'pass', 'collective', 'activation'];
 * kinds.length // => 4
 * @category Work
 */
export type StretchPart = MatmulOperation | PassOperation | CollectiveOperation | ActivationBuffer;

/**
 * Operations that follow one another on the same rows, with their sums worked out beforehand. A tally adds a
 * stretch in one go, which makes evaluation several times faster; a trace and a clock take its parts one by one.
 *
 * @example
 * import { LayerOperations, resolveDtypes, resolveParallelism, type Stretch } from '@mantile/core';
 * class Block extends LayerOperations {
 *   readonly block: Stretch = this.stretch(
 *     this.buffer('input', 64),
 *     this.product('up', this.linear({ name: 'up', inputs: 64, outputs: 256 })),
 *     this.product('down', this.linear({ name: 'down', inputs: 256, outputs: 64 })),
 *   );
 * }
 * const { block } = new Block(resolveDtypes({}), resolveParallelism({}));
 * [block.flopsPerRow, block.heldBytesPerRow] // => [2 * 2 * 64 * 256, 128]
 * @category Work
 */
export interface Stretch {
  readonly kind: 'stretch';
  readonly parts: readonly StretchPart[];
  /** The parts that take time: all but what is held. */
  readonly operations: readonly Exclude<StretchPart, ActivationBuffer>[];
  /** The same FLOPs as below by the format that they are computed in. */
  readonly flopsByDtype: readonly { readonly dtype: Dtype; readonly flopsPerRow: number }[];
  readonly exchanges: readonly CollectiveOperation[];
  readonly flopsPerRow: number;
  readonly averageFlopsPerRow: number;
  readonly weightBytes: number;
  readonly heldBytesPerRow: number;
  readonly averageHeldBytesPerRow: number;
  readonly payloadBytesPerRow: number;
  readonly wireBytesPerRow: number;
  /** Of the largest exchange. */
  readonly largestPayloadPerRow: number;
  readonly kernels: number;
}

/** Sums the parts of a stretch; exchanges among a single package are none. */
export function compileStretch(all: readonly StretchPart[]): Stretch {
  const parts = all.filter((part) => part.kind !== 'collective' || part.packages > 1);
  const sum = (of: (part: StretchPart) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  return {
    kind: 'stretch',
    parts,
    operations: parts.filter((part) => part.kind !== 'activation'),
    flopsByDtype: byDtype(parts),
    exchanges: parts.filter((part) => part.kind === 'collective'),
    flopsPerRow: sum((part) => ('flopsPerRow' in part ? part.flopsPerRow : 0)),
    averageFlopsPerRow: sum((part) => {
      if (part.kind === 'matmul') return part.averageFlopsPerRow;
      return part.kind === 'pass' ? part.flopsPerRow : 0;
    }),
    weightBytes: sum((part) => ('weightBytes' in part ? part.weightBytes : 0)),
    heldBytesPerRow: sum((part) =>
      part.kind === 'activation' ? part.width * part.bytesPerElement : 0,
    ),
    averageHeldBytesPerRow: sum((part) =>
      part.kind === 'activation' ? part.averageWidth * part.bytesPerElement : 0,
    ),
    payloadBytesPerRow: sum((part) => (part.kind === 'collective' ? part.bytesPerRow : 0)),
    wireBytesPerRow: sum((part) =>
      part.kind === 'collective' ? part.bytesPerRow * part.wireFactor : 0,
    ),
    largestPayloadPerRow: Math.max(
      0,
      ...parts.map((part) => (part.kind === 'collective' ? part.bytesPerRow : 0)),
    ),
    kernels: sum((part) => (part.kind === 'activation' ? 0 : part.kernels)),
  };
}

function byDtype(parts: readonly StretchPart[]): Stretch['flopsByDtype'] {
  const sums = new Map<Dtype, number>();
  for (const part of parts) {
    if (part.kind !== 'matmul' && part.kind !== 'pass') continue;
    sums.set(part.computeDtype, (sums.get(part.computeDtype) ?? 0) + part.flopsPerRow);
  }
  return [...sums].map(([dtype, flopsPerRow]) => ({ dtype, flopsPerRow }));
}

/**
 * Sends the parts of a stretch one by one to a visitor that wants them so.
 *
 * @example
 * import { LayerOperations, resolveDtypes, resolveParallelism, sendParts, Tally } from '@mantile/core';
 * class Block extends LayerOperations {
 *   readonly block = this.stretch(this.buffer('input', 64), this.buffer('output', 64));
 * }
 * const tally = new Tally();
 * sendParts(new Block(resolveDtypes({}), resolveParallelism({})).block, tally, 10);
 * tally.activationBytes // => 2560
 * @category Work
 */
export function sendParts({ parts }: Stretch, work: Work, rows: number): void {
  for (const part of parts) {
    if (part.kind === 'activation') work.hold(part, rows);
    else sendOperation(part, work, rows);
  }
}

/** Sends all but what is held. */
export function sendOperations({ operations }: Stretch, work: Work, rows: number): void {
  for (const operation of operations) sendOperation(operation, work, rows);
}

function sendOperation(operation: Stretch['operations'][number], work: Work, rows: number): void {
  switch (operation.kind) {
    case 'matmul':
      work.matmul(operation, rows);
      break;
    case 'pass':
      work.pass(operation, rows);
      break;
    case 'collective':
      work.collective(operation, rows);
      break;
  }
}
