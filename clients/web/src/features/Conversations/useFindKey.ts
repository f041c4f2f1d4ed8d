import { useEffect, useEffectEvent } from "react";
import { isImeKey } from "../../ui/imeKey.ts";

/** Marks the field that Ctrl+F leads to: from there, the key is the browser's. */
export const FIND_HERE = "find-here";

/** Ctrl+F, ⌘F on a Mac: searches in the conversation, unless a dialog lies over it. */
export function useFindKey(onKey: () => void): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (isImeKey(event) || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    if (event.key.toLowerCase() !== "f" || document.activeElement?.id === FIND_HERE) return;
    if (document.querySelector('[role="dialog"]:not([data-panel])') !== null) return;
    event.preventDefault();
    onKey();
  });
  useEffect(() => {
    const heard = (event: KeyboardEvent) => pressed(event);
    window.addEventListener("keydown", heard);
    return () => window.removeEventListener("keydown", heard);
  }, []);
}
