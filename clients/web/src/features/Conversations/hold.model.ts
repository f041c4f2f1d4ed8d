/**
 * The rows of a list in the order in which they are on the screen, so that nothing moves under a pointer. What is gone is gone at once; what is new
 * waits for the end of it, except what is open.
 */
export function heldOrder(
  shown: readonly string[],
  fresh: readonly string[],
  open: string | undefined,
): readonly string[] {
  const present = new Set(fresh);
  const held = shown.filter((id) => present.has(id));
  const isNew = open !== undefined && present.has(open) && !held.includes(open);
  const next = isNew ? [open, ...held] : held;
  return isSameOrder(next, fresh) ? fresh : next;
}

export const isSameOrder = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);
