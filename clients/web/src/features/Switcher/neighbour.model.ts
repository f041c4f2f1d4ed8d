/** A conversation of the list, in its order. */
export interface Listed {
  readonly id: string;
  readonly unread: boolean;
}

/** The conversation before or after the one that is open; without one, the last or the first. The list has an end. */
export function neighbourOf(listed: readonly Listed[], open: string | undefined, step: 1 | -1): string | undefined {
  const here = listed.findIndex(({ id }) => id === open);
  if (here === -1) return listed.at(step === 1 ? 0 : -1)?.id;
  return listed[here + step]?.id;
}

/** The next conversation with something unread; after the end of the list it goes on at the other one. */
export function unreadNeighbourOf(
  listed: readonly Listed[],
  open: string | undefined,
  step: 1 | -1,
): string | undefined {
  const here = listed.findIndex(({ id }) => id === open);
  const inOrder = step === 1 ? [...listed] : [...listed].reverse();
  const from = here === -1 ? 0 : step === 1 ? here + 1 : listed.length - here;
  return [...inOrder.slice(from), ...inOrder.slice(0, from)].find(({ id, unread }) => unread && id !== open)?.id;
}
