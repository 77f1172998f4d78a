/** Remembers what an operation was bound to, so that each is looked up once. */
export function perOperation<Operation extends object, Bound>(
  bind: (operation: Operation) => Bound,
): (operation: Operation) => Bound {
  const bound = new WeakMap<Operation, { readonly value: Bound }>();
  return (operation) => {
    let found = bound.get(operation);
    if (found === undefined) {
      found = { value: bind(operation) };
      bound.set(operation, found);
    }
    return found.value;
  };
}
