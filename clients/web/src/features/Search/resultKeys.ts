import type { KeyboardEvent } from "react";
import { isImeKey } from "../../ui/imeKey.ts";

/** Marks what the arrow keys stop at: the field, the results, the button for more. */
export const stop = { "data-stop": true } as const;

/** Up and down go from the field to the results, among them, and back. */
export function onResultKey(event: KeyboardEvent<HTMLElement>): void {
  if (isImeKey(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const { activeElement } = document;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-stop]")];
  if (!(activeElement instanceof HTMLElement) || !stops.includes(activeElement)) return;
  event.preventDefault();
  stops[stops.indexOf(activeElement) + step]?.focus();
}
