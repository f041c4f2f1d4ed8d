import { useEffect, useEffectEvent } from "react";
import { isImeKey } from "../../ui/imeKey.ts";

/** Ctrl+Shift+F, ⌘⇧F on a Mac. A dialog that is open comes first: it would stay in front of the search. */
export function useSearchKey(onKey: () => void): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (isImeKey(event) || event.altKey || !event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    if (event.key.toLowerCase() !== "f" || document.querySelector('[role="dialog"]') !== null) return;
    event.preventDefault();
    onKey();
  });
  useEffect(() => {
    const heard = (event: KeyboardEvent) => pressed(event);
    window.addEventListener("keydown", heard);
    return () => window.removeEventListener("keydown", heard);
  }, []);
}
