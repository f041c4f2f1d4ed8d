import { useEffect, useEffectEvent } from "react";
import { isImeKey } from "../imeKey.ts";
import { globalChords, isChord, type ShortcutId } from "./chords.ts";

/** Answers whether the keys were for it. */
type Act = (event: KeyboardEvent) => boolean;

const acts = new Map<ShortcutId, Act[]>();
const ids = Object.keys(globalChords) as ShortcutId[];

/** What is open over the page has the keys. */
const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"]';

function heard(event: KeyboardEvent): void {
  if (event.defaultPrevented || isImeKey(event)) return;
  const id = ids.find((one) => isChord(event, globalChords[one]));
  const own = (id === undefined ? undefined : acts.get(id)) ?? [];
  if (own.length === 0 || document.querySelector(LAYERS) !== null) return;
  if (own.findLast((act) => act(event)) !== undefined) event.preventDefault();
}

/** Acts on a shortcut while the component is there; of several that want it, the one that came last. */
export function useShortcut(id: ShortcutId, act: Act): void {
  const latest = useEffectEvent(act);
  useEffect(() => {
    const own: Act = (event) => latest(event);
    if (acts.size === 0) window.addEventListener("keydown", heard);
    acts.set(id, [...(acts.get(id) ?? []), own]);
    return () => {
      const others = (acts.get(id) ?? []).filter((other) => other !== own);
      if (others.length > 0) acts.set(id, others);
      else acts.delete(id);
      if (acts.size === 0) window.removeEventListener("keydown", heard);
    };
  }, [id]);
}
