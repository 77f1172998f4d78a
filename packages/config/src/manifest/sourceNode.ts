/** Where something stands in the text. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A value of a manifest, and where it stands. Aliases share the value of their anchor. */
export type SourceNode = ScalarNode | ListNode | MapNode;

/** A single value. */
export interface ScalarNode extends Place {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

/** A list. */
interface ListNode extends Place {
  readonly kind: 'list';
  readonly items: readonly SourceNode[];
}

/** A map. */
export interface MapNode extends Place {
  readonly kind: 'map';
  /** By key: a map, since a key may have any name. */
  readonly entries: ReadonlyMap<string, SourceEntry>;
}

/** A key of a map with its value. */
export interface SourceEntry {
  readonly key: Place;
  readonly value: SourceNode;
}
