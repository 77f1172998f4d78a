type Fields = Readonly<Record<string, unknown>>;

/** A configuration that remembers what was read of it. */
export interface Watched {
  readonly value: Fields;
  /** Keys of which nothing was read, dotted; a section that was read is looked into. */
  readonly unread: () => readonly string[];
}

const deepest = 3;

/** Watches which fields a mapping looks at; whoever copies a section has looked at all of it. */
export function unreadKeys(config: Fields): Watched {
  const read = new Set<string>();
  const value = watched(config, '', read, 0);
  return { value, unread: () => listUnread(config, '', read, 0) };
}

function watched(fields: Fields, path: string, read: Set<string>, depth: number): Fields {
  // A copy: what is frozen may not be handed out wrapped.
  return new Proxy(
    { ...fields },
    {
      get(target, key) {
        const found: unknown = Reflect.get(target, key);
        if (typeof key !== 'string') return found;
        const own = path + key;
        read.add(own);
        return isSection(found) && depth < deepest
          ? watched(found, `${own}.`, read, depth + 1)
          : found;
      },
    },
  );
}

function listUnread(
  fields: Fields,
  path: string,
  read: ReadonlySet<string>,
  depth: number,
): readonly string[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    const own = path + key;
    if (!read.has(own)) return [own];
    return isSection(value) && depth < deepest ? listUnread(value, `${own}.`, read, depth + 1) : [];
  });
}

function isSection(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
