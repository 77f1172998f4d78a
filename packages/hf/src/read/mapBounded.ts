/** Maps a list with at most so many calls under way at once; after a failure no further call starts. */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  parallel: number,
  call: (item: Item, position: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  let isFailed = false;
  const work = async (): Promise<void> => {
    while (next < items.length && !isFailed) {
      const position = next;
      next += 1;
      try {
        results[position] = await call(items[position] as Item, position);
      } catch (error) {
        isFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, work));
  return results;
}
