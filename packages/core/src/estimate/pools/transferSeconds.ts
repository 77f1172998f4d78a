import { faultError } from '../../errors.ts';
import { describeValue } from '../../internal/describeValue.ts';
import type { RequestShape } from '../requestShape.ts';
import type { CompiledPool } from './compilePool.ts';
import type { Pools } from './types.ts';

/** Each package of a prefill replica sends what it holds of a prompt's state. */
export function transferSeconds(
  pools: Pools,
  { system, memory }: CompiledPool,
  shape: RequestShape,
): number {
  const outermost = system.tiers.at(-1);
  const given: unknown = pools.transferBytesPerSecond;
  if (given !== undefined && !(typeof given === 'number' && given > 0)) {
    throw faultError({
      code: 'option.invalid',
      path: 'pools.transferBytesPerSecond',
      value: given,
      message: `expected bytes per second, above 0, got ${describeValue(given)}.`,
    });
  }
  const bandwidth = pools.transferBytesPerSecond ?? outermost?.bandwidth;
  if (bandwidth === undefined) {
    throw faultError({
      code: 'hardware.link_missing',
      path: 'pools.prefill.hardware.tiers',
      value: system.tiers,
      message: `${system.name} has no links to send state over; say transferBytesPerSecond.`,
    });
  }
  return (outermost?.latency ?? 0) + memory.state(1, shape.promptTokens) / bandwidth;
}
