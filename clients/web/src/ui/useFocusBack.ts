import { useCallback, useState } from "react";

/** For a layer: gives the focus back to what had it. Radix knows only of its own triggers, and there is none here. */
export function useFocusBack(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return useCallback(
    (event: Event) => {
      event.preventDefault();
      const { activeElement } = document;
      const isFree = activeElement === null || activeElement === document.body;
      if (isFree && before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
}
