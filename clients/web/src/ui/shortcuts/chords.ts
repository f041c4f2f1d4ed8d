/** A key and what is held with it, such as `Mod+Shift+F`. Mod is Ctrl, on a Mac ⌘. */
export type Chord = string;

/** What works wherever one is. Each is heard by at most one place at a time. */
export const globalChords = {
  switcher: "Mod+K",
  keys: "Mod+/",
  search: "Mod+Shift+F",
  find: "Mod+F",
  previous: "Alt+ArrowUp",
  next: "Alt+ArrowDown",
  previousUnread: "Alt+Shift+ArrowUp",
  nextUnread: "Alt+Shift+ArrowDown",
  nextRegion: "F6",
  previousRegion: "Shift+F6",
  newest: "Escape",
} as const satisfies Record<string, Chord>;

export type ShortcutId = keyof typeof globalChords;

export const isMac = /^(Mac|iP)/.test(globalThis.navigator?.platform ?? "");

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Whether these keys are a chord. */
export function isChord(event: Pressed, chord: Chord, mac = isMac): boolean {
  const parts = chord.split("+");
  const key = parts.pop() ?? "";
  const held = (name: string) => parts.includes(name);
  if (event.key.toLowerCase() !== key.toLowerCase()) return false;
  if (event.altKey !== held("Alt")) return false;
  // On some keyboards a sign needs Shift.
  if (/^\w+$/.test(key) && event.shiftKey !== held("Shift")) return false;
  const [mod, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  return mod === held("Mod") && !other;
}

const SIGNS: Readonly<Record<string, string>> = {
  Mod: "Ctrl",
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Escape: "Esc",
  Delete: "Del",
  Plus: "+",
};
const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Enter: "↩", Delete: "⌦" };

/** What stands on the keys of a chord. */
export const keysOf = (chord: Chord, mac = isMac): readonly string[] =>
  chord.split("+").map((key) => (mac ? MAC_SIGNS[key] : undefined) ?? SIGNS[key] ?? key);
