import type { Vault } from "../cache/Vault.ts";
import type { Attaching } from "../compose/Attaching.ts";
import type { Composing } from "../compose/Composing.ts";
import type { Cancel, Clock, Tabs } from "../ports.ts";
import { type DraftPart, outlivePage } from "./DraftPart.ts";

/** A caret is written this long after it was moved, in milliseconds. */
const WRITTEN_AFTER = 500;

interface DraftPartsParts {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly tabs: Tabs;
  readonly composing: Composing;
  readonly attaching: Attaching;
}

/**
 * Keeps on this device what a draft is besides its text: the message that it answers, its files, and where the caret was. Other tabs see
 * the answer and the files.
 */
export class DraftParts {
  readonly #parts: DraftPartsParts;
  readonly #carets = new Map<string, number>();
  readonly #moved = new Set<string>();
  #timer: Cancel | undefined;

  constructor(parts: DraftPartsParts) {
    this.#parts = parts;
    parts.composing.onAnswered((key, message) =>
      this.#keep({ key, part: "answered", ...(message === undefined ? {} : { message }) }),
    );
    parts.attaching.onChosen((key, files) => this.#keep({ key, part: "files", files }));
  }

  /** What this device has kept, or another tab has made of it. */
  put(part: DraftPart): void {
    switch (part.part) {
      case "answered":
        this.#parts.composing.putAnswered(part.key, part.message);
        break;
      case "files":
        this.#parts.attaching.put(part.key, part.files);
        break;
      case "caret":
        if (part.at !== undefined) this.#carets.set(part.key, part.at);
        break;
      default:
        part satisfies never;
    }
  }

  /** Where the caret was in a text; undefined: at its end. */
  caretOf(key: string): number | undefined {
    return this.#carets.get(key);
  }

  /** The caret is there now; written soon. */
  caretAt(key: string, at: number | undefined): void {
    if (this.#carets.get(key) === at) return;
    if (at === undefined) this.#carets.delete(key);
    else this.#carets.set(key, at);
    this.#moved.add(key);
    this.#timer ??= this.#parts.clock.after(WRITTEN_AFTER, () => this.flush());
  }

  /** Writes now what waits to be written. */
  flush(): void {
    const moved = [...this.#moved];
    this.clear();
    for (const key of moved) {
      const at = this.#carets.get(key);
      this.#write({ key, part: "caret", ...(at === undefined ? {} : { at }) });
    }
  }

  /** Throws away what waits to be written. */
  clear(): void {
    this.#timer?.();
    this.#timer = undefined;
    this.#moved.clear();
  }

  #keep(part: DraftPart): void {
    this.#parts.tabs.tell({ kind: "draftPart", part });
    this.#write(part.part === "files" && !outlivePage(part.files) ? { ...part, files: [] } : part);
  }

  #write(part: DraftPart): void {
    this.#parts.vault.putDraftPart(part).catch(() => undefined);
  }
}
