import type { MessageId } from "../../i18n/I18n.tsx";
import { type Chord, globalChords } from "../../ui/shortcuts/chords.ts";

interface KeyWords {
  readonly words: MessageId;
  /** Each does it, or they do it in their directions. */
  readonly chords: readonly Chord[];
}

export interface KeyGroup {
  readonly title: MessageId;
  readonly keys: readonly KeyWords[];
}

const keys = (words: MessageId, ...chords: readonly Chord[]): KeyWords => ({ words, chords });

/** All that the keyboard does. What is not everywhere is heard by what it belongs to. */
export const keyGroups = (sendKey: "enter" | "ctrlEnter"): readonly KeyGroup[] => [
  {
    title: "keys.everywhere",
    keys: [
      keys("keys.switcher", globalChords.switcher),
      keys("keys.search", globalChords.search),
      keys("keys.searchHere", globalChords.find),
      keys("keys.regions", globalChords.nextRegion, globalChords.previousRegion),
      keys("keys.escape", globalChords.newest),
      keys("keys.help", globalChords.keys),
    ],
  },
  {
    title: "keys.writing",
    keys: [
      keys("keys.send", sendKey === "enter" ? "Enter" : "Mod+Enter"),
      keys("keys.newLine", sendKey === "enter" ? "Shift+Enter" : "Enter"),
      keys("keys.mention", "@"),
      keys("keys.emoji", ":"),
      keys("keys.editLast", "ArrowUp"),
      keys("keys.styles", "Mod+B", "Mod+I", "Mod+E"),
      keys("keys.attach", "Mod+Shift+U"),
    ],
  },
  {
    title: "conversations.title",
    keys: [
      keys("keys.neighbours", globalChords.previous, globalChords.next),
      keys("keys.unreadNeighbours", globalChords.previousUnread, globalChords.nextUnread),
    ],
  },
  {
    title: "keys.onMessage",
    keys: [
      keys("keys.move", "ArrowUp", "ArrowDown"),
      keys("keys.page", "PageUp", "PageDown"),
      keys("keys.ends", "Home", "End"),
      keys("keys.reply", "R"),
      keys("keys.edit", "E"),
      keys("keys.copy", "C"),
      keys("keys.react", "Plus"),
      keys("keys.recall", "Delete"),
    ],
  },
];
