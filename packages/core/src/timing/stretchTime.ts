import type { Dtype } from '../dtype.ts';
import type { Stretch } from '../operations/stretch.ts';
import type { ExchangeTime } from './exchangeTime.ts';

/** A stretch at datasheet peaks: so many seconds a row, and so many whatever the rows. */
export class StretchTime {
  readonly computePerRow: number;
  readonly memory: number;
  readonly communication: number;
  readonly communicationPerRow: number;
  /** Exchanges over several kinds of links, of which now one is the slowest and now another. */
  readonly farExchanges: readonly ExchangeTime[];

  constructor(
    { flopsByDtype, weightBytes }: Stretch,
    exchanges: readonly ExchangeTime[],
    rateOf: (dtype: Dtype) => number,
    bandwidth: number,
  ) {
    this.computePerRow = flopsByDtype.reduce(
      (seconds, { dtype, flopsPerRow }) => seconds + flopsPerRow / rateOf(dtype),
      0,
    );
    this.memory = weightBytes / bandwidth;
    this.communication = exchanges.reduce((seconds, { once }) => seconds + once, 0);
    this.communicationPerRow = exchanges.reduce((seconds, { perRow }) => seconds + perRow, 0);
    this.farExchanges = exchanges.filter(({ isLine }) => !isLine);
  }
}
