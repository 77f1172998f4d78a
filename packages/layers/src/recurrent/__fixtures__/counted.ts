/** Arithmetic that counts itself: literal implementations of a recurrence run on it. */
export class Counted {
  operations = 0;

  add(left: number, right: number): number {
    this.operations += 1;
    return left + right;
  }

  subtract(left: number, right: number): number {
    this.operations += 1;
    return left - right;
  }

  multiply(left: number, right: number): number {
    this.operations += 1;
    return left * right;
  }

  /** Adds a product to a sum: two operations. */
  addProduct(sum: number, left: number, right: number): number {
    return this.add(sum, this.multiply(left, right));
  }

  /** The sum of products from zero on: two operations an element, as in a matrix product. */
  dot(left: readonly number[], right: readonly number[]): number {
    return left.reduce((sum, value, index) => this.addProduct(sum, value, at(right, index)), 0);
  }

  scale(factor: number, values: readonly number[]): number[] {
    return values.map((value) => this.multiply(factor, value));
  }
}

/** An element that is there. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`nothing at ${index}`);
  return item;
}

/** Values that differ from one another, small enough for decays to stay tame. */
export function vector(length: number, seed: number): number[] {
  return Array.from({ length }, (_, index) => Math.sin(1.7 * seed + 0.9 * index + 0.3) / 2);
}

/** Rows of such values. */
export function matrix(rows: number, columns: number, seed: number): number[][] {
  return Array.from({ length: rows }, (_, row) => vector(columns, seed + 13 * row));
}

/** An empty state. */
export function zeros(rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
}
