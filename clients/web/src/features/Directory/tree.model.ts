import type { TreeRow } from "../../core/directory/departmentTree.ts";

/** What a key does in a tree: goes to a row by its id, or opens, closes or selects the one that has the focus. */
export type TreeStep = string | "toggle" | "select" | undefined;

/** The keys of a tree, as the ARIA Authoring Practices have them. */
export function stepIn(rows: readonly TreeRow[], row: TreeRow, key: string, isOpen: boolean): TreeStep {
  const index = rows.indexOf(row);
  const idAt = (place: number) => rows[Math.min(Math.max(place, 0), rows.length - 1)]?.department.id;
  const hasChildren = row.children.length > 0;
  switch (key) {
    case "ArrowDown":
      return idAt(index + 1);
    case "ArrowUp":
      return idAt(index - 1);
    case "Home":
      return idAt(0);
    case "End":
      return idAt(rows.length - 1);
    case "ArrowRight":
      if (!hasChildren) return undefined;
      return isOpen ? idAt(index + 1) : "toggle";
    case "ArrowLeft":
      return hasChildren && isOpen ? "toggle" : row.parentId;
    case "Enter":
    case " ":
      return "select";
    default:
      return startingWith(rows, index, key);
  }
}

/** A letter goes to the next row that starts with it. */
function startingWith(rows: readonly TreeRow[], index: number, key: string): string | undefined {
  if ([...key].length !== 1) return undefined;
  const wanted = key.toLocaleLowerCase();
  const after = [...rows.slice(index + 1), ...rows.slice(0, index + 1)];
  return after.find(({ department }) => department.name.toLocaleLowerCase().startsWith(wanted))?.department.id;
}
