/** An object without its absent keys, and without those that are null, which files may write for absent. */
export function withoutAbsent<Shape extends object>(shape: Shape): Shape {
  const present = Object.entries(shape).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return Object.fromEntries(present) as Shape;
}
