/** Who is to become a member: persons, and all people of departments. */
export interface Chosen {
  readonly userIds: readonly string[];
  readonly departmentIds: readonly string[];
}

export const nobody: Chosen = { userIds: [], departmentIds: [] };

/** Takes an id in, or out again. */
export const toggled = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids.filter((held) => held !== id) : [...ids, id];

/** How many are chosen, 0 if nobody can say: who is in two departments, or in one and chosen himself, counts once. */
export const knownCount = ({ userIds, departmentIds }: Chosen): number =>
  departmentIds.length > 0 ? 0 : userIds.length;
