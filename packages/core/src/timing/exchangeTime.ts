import type { System } from '../hardware/system.ts';
import type { CollectiveOperation } from '../operations/collective.ts';
import { groupLevels, type GroupLevels } from './collectives/group.ts';
import { idealCollectiveSeconds } from './collectives/ideal.ts';

/** An exchange at datasheet peaks, with its way over the links worked out once. */
export class ExchangeTime {
  /** Over one kind of links it is a line. */
  readonly isLine: boolean;
  readonly once: number = 0;
  readonly perRow: number = 0;
  private readonly levels: GroupLevels;
  private readonly operation: CollectiveOperation;

  constructor(operation: CollectiveOperation, system: System) {
    this.operation = operation;
    this.levels = groupLevels(system, operation);
    const [only] = this.levels;
    this.isLine = this.levels.length === 1;
    if (only === undefined || !this.isLine) return;
    this.once = only.latency;
    this.perRow = operation.bytesPerRow / only.bandwidth;
  }

  seconds(rows: number): number {
    if (this.isLine) return this.once + rows * this.perRow;
    const { collective, bytesPerRow } = this.operation;
    return idealCollectiveSeconds(collective, rows * bytesPerRow, this.levels);
  }
}
