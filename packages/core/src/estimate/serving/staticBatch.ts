import type { RequestShape } from '../requestShape.ts';
import type { Replica } from './replica.ts';
import type { Served } from './served.ts';

/** One batch that comes together, is taken up together and generates together. */
export function serveBatch(
  replica: Replica,
  shape: RequestShape,
  size: number,
  served: Served,
): void {
  replica.generate(shape, size, served.decode, 'exact');
  replica.takeUp(shape, size, 0, served, 'exact');
  served.clear();
  served.running = size;
  served.stepSequences = size;
  served.requestSeconds = replica.requestSeconds(shape);
  served.generationSeconds = shape.steps * served.decode.seconds;
  served.requestsPerSecond = size / served.requestTotalSeconds;
}
