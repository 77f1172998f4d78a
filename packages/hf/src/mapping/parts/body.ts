import type { Piece } from '../../blueprint/blueprint.ts';

/** What a layer does between its norms, without its place. */
export type Body = Pick<Piece, 'name' | 'kind' | 'spec' | 'naming'>;
