import { useEffect, useEffectEvent } from "react";
import { isImeKey } from "../imeKey.ts";
import { globalChords, isChord, type ShortcutId } from "./chords.ts";

/** Answers whether the keys were for it. */
type Act = (event: KeyboardEvent) => boolean;

const acts = new Map<ShortcutId, Act[]>();
const ids = Object.keys(globalChords) as ShortcutId[];
/** Escape is for whoever is nearer first; the others are for no field, whatever it does with the key alone. */
const late: readonly ShortcutId[] = ["newest"];
const early = ids.filter((id) => !late.includes(id));

/** What is open over the page has the keys; the details of a conversation are a part of it, also where they lie over the log. */
const LAYERS = '[role="dialog"]:not([data-panel]), [role="alertdialog"], [role="menu"]';

function hear(event: KeyboardEvent, among: readonly ShortcutId[]): void {
  if (event.defaultPrevented || isImeKey(event)) return;
  const id = among.find((one) => isChord(event, globalChords[one]));
  const own = (id === undefined ? undefined : acts.get(id)) ?? [];
  if (own.length === 0 || document.querySelector(LAYERS) !== null) return;
  if (own.findLast((act) => act(event)) === undefined) return;
  event.preventDefault();
  event.stopPropagation();
}

const hearEarly = (event: KeyboardEvent) => hear(event, early);
const hearLate = (event: KeyboardEvent) => hear(event, late);

function listen(on: boolean): void {
  if (on) {
    window.addEventListener("keydown", hearEarly, { capture: true });
    window.addEventListener("keydown", hearLate);
  } else {
    window.removeEventListener("keydown", hearEarly, { capture: true });
    window.removeEventListener("keydown", hearLate);
  }
}

/** Acts on a shortcut while the component is there; of several that want it, the one that came last. */
export function useShortcut(id: ShortcutId, act: Act): void {
  const latest = useEffectEvent(act);
  useEffect(() => {
    const own: Act = (event) => latest(event);
    if (acts.size === 0) listen(true);
    acts.set(id, [...(acts.get(id) ?? []), own]);
    return () => {
      const others = (acts.get(id) ?? []).filter((other) => other !== own);
      if (others.length > 0) acts.set(id, others);
      else acts.delete(id);
      if (acts.size === 0) listen(false);
    };
  }, [id]);
}
