import type { Department } from "../../wire/index.ts";

/** A department with those below it. */
export interface DepartmentNode {
  readonly department: Department;
  /** People in it and in all below it. */
  readonly total: number;
  /** From 1 at the top. */
  readonly level: number;
  readonly children: readonly DepartmentNode[];
}

/** The tree of a flat list in which siblings stand in their order. One whose parent is missing stands at the top. */
export function treeOf(departments: readonly Department[]): readonly DepartmentNode[] {
  const known = new Set(departments.map(({ id }) => id));
  const below = new Map<string | undefined, Department[]>();
  for (const department of departments) {
    const parent = known.has(department.parentId ?? "") ? department.parentId : undefined;
    below.set(parent, [...(below.get(parent) ?? []), department]);
  }
  const nodesOf = (parent: string | undefined, level: number): readonly DepartmentNode[] =>
    (below.get(parent) ?? []).map((department) => {
      const children = nodesOf(department.id, level + 1);
      return {
        department,
        level,
        children,
        total: children.reduce((sum, { total }) => sum + total, department.people),
      };
    });
  return nodesOf(undefined, 1);
}

/** One line of a tree as it is shown. */
export interface TreeRow extends DepartmentNode {
  /** Its place among its siblings, from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
  readonly parentId: string | undefined;
}

/** The lines of a tree of which some nodes are open. */
export function rowsOf(
  nodes: readonly DepartmentNode[],
  isOpen: (id: string) => boolean,
  parentId?: string,
): readonly TreeRow[] {
  return nodes.flatMap((node, index) => [
    { ...node, place: index + 1, siblings: nodes.length, parentId },
    ...(isOpen(node.department.id) ? rowsOf(node.children, isOpen, node.department.id) : []),
  ]);
}

/** A department and those above it, from the top. */
export function pathOf(departments: readonly Department[], id: string | undefined): readonly Department[] {
  const path: Department[] = [];
  let at = id;
  while (at !== undefined && path.length < departments.length) {
    const found = departments.find((department) => department.id === at);
    if (found === undefined) break;
    path.unshift(found);
    at = found.parentId;
  }
  return path;
}

/** The names of such a path, as the server takes them. */
export const pathName = (departments: readonly Department[], id: string | undefined): string =>
  pathOf(departments, id)
    .map(({ name }) => name)
    .join("/");

/** How many people are in each department and in all below it, by its id. */
export function totalsOf(departments: readonly Department[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  const add = (nodes: readonly DepartmentNode[]) => {
    for (const { department, total, children } of nodes) {
      totals.set(department.id, total);
      add(children);
    }
  };
  add(treeOf(departments));
  return totals;
}

/** Departments that are shown for a text, at most: more of their names tells them apart. */
const NAMED = 5;

/** The departments with a text in their names; none without a text. */
export function namedIn(departments: readonly Department[], text: string): readonly Department[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === "") return [];
  return departments.filter(({ name }) => name.toLocaleLowerCase().includes(wanted)).slice(0, NAMED);
}

/** A department and all below it, by id: it can be moved below none of these. */
export function withinOf(departments: readonly Department[], id: string): ReadonlySet<string> {
  return new Set(
    departments
      .filter((department) => pathOf(departments, department.id).some((above) => above.id === id))
      .map((department) => department.id),
  );
}
