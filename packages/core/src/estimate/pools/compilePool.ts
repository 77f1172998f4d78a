import { compile } from '../compile.ts';
import { Served } from '../serving/served.ts';
import type { Pool } from './types.ts';

/** A pool that is ready to be timed. */
export type CompiledPool = ReturnType<typeof compile> & { readonly served: Served };

/** Checks a pool and builds one replica of it. */
export function compilePool({ model, hardware, ...options }: Pool): CompiledPool {
  return { ...compile(model, hardware, options), served: new Served() };
}
