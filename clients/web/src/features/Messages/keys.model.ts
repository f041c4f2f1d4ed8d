import type { ActionId } from "./actions.model.ts";

/** What a key means while a message has the focus: an action, its menu, or its reactions. */
export function keyAction(key: string): Exclude<ActionId, "remind"> | "menu" | "react" | undefined {
  switch (key.toLowerCase()) {
    case "r":
      return "reply";
    case "e":
      return "edit";
    case "c":
      return "copy";
    case "f":
      return "forward";
    case "delete":
      return "recall";
    case "+":
      return "react";
    case "enter":
      return "menu";
    default:
      return undefined;
  }
}

/** The row that a key leads to; undefined when it is none for moving. `page`: so many rows fit into the view. */
export function movedTo(key: string, from: number, rows: number, page: number): number | undefined {
  const last = rows - 1;
  switch (key) {
    case "ArrowUp":
      return Math.max(0, from - 1);
    case "ArrowDown":
      return Math.min(last, from + 1);
    case "PageUp":
      return Math.max(0, from - page);
    case "PageDown":
      return Math.min(last, from + page);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}
