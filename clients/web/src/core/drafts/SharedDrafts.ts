import type { PersonalItem } from "../../wire/index.ts";
import type { Personal } from "../personal/Personal.ts";
import type { Cancel, Clock } from "../ports.ts";
import type { Drafts } from "./Drafts.ts";

/** A draft goes to the other devices this long after it was kept on this one, in milliseconds: about 2 s after the last key. */
const SHARED_AFTER = 1_500;

/**
 * Takes drafts to the user's other devices and theirs to this one. What was typed here is never overwritten: another device's draft
 * is taken only where there is none, or one that came from there and is as it was. One that is gone on with there goes on here too,
 * and one that is sent or emptied there goes, if the server had it as it is here.
 */
export class SharedDrafts {
  readonly #drafts: Drafts;
  readonly #personal: Personal;
  readonly #clock: Clock;
  /** The texts that the server is known to have. */
  readonly #there = new Map<string, string>();
  /** The texts that came from another device and were not changed here. */
  readonly #taken = new Map<string, string>();
  readonly #timers = new Map<string, { readonly cancel: Cancel; readonly text: string }>();

  constructor(drafts: Drafts, personal: Personal, clock: Clock) {
    this.#drafts = drafts;
    this.#personal = personal;
    this.#clock = clock;
    drafts.onKept((conversationId, text) => this.#kept(conversationId, text));
  }

  /** What the cache knew. Of what it has, this device has kept its own copy, unless that is gone for a reason. */
  putCached(items: readonly PersonalItem[]): void {
    for (const { kind, key, draft } of items) {
      if (kind === "draft" && draft !== undefined && !isOfThread(key)) this.#there.set(key, draft.text);
    }
  }

  /** What the server has said of the user's own things; `full`: there is nothing else. */
  heard(items: readonly PersonalItem[], full: boolean): void {
    const drafts = items.filter((item) => item.kind === "draft" && !isOfThread(item.key));
    if (full) {
      const named = new Set(drafts.map((item) => item.key));
      for (const id of [...this.#there.keys()]) if (!named.has(id)) this.#take(id, "");
    }
    for (const { key, draft } of drafts) this.#take(key, draft?.text ?? "");
  }

  /** Says now what waits to be said. */
  flush(): void {
    for (const [conversationId, { cancel, text }] of [...this.#timers]) {
      cancel();
      this.#say(conversationId, text);
    }
  }

  clear(): void {
    for (const { cancel } of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#there.clear();
    this.#taken.clear();
  }

  #kept(conversationId: string, text: string): void {
    this.#taken.delete(conversationId);
    this.#timers.get(conversationId)?.cancel();
    this.#timers.delete(conversationId);
    if (text.trim() === "") {
      this.#say(conversationId, "");
      return;
    }
    const cancel = this.#clock.after(SHARED_AFTER, () => this.#say(conversationId, text));
    this.#timers.set(conversationId, { cancel, text });
  }

  #say(key: string, text: string): void {
    this.#timers.delete(key);
    if ((this.#personal.get("draft", key)?.draft?.text ?? "") === text) return;
    void this.#personal.put(
      text === "" ? { kind: "draft", key, deleted: true } : { kind: "draft", key, draft: { text } },
    );
  }

  #take(conversationId: string, text: string): void {
    const before = this.#there.get(conversationId) ?? "";
    if (text === "") this.#there.delete(conversationId);
    else this.#there.set(conversationId, text);
    // What this device has said last is on its way, and will be the server's text in turn.
    if (this.#personal.isWished("draft", conversationId) || this.#timers.has(conversationId)) return;
    const here = this.#drafts.textOf(conversationId);
    const goesOn = here === before && (text === "" || text.startsWith(here));
    if (here !== "" && !goesOn && here !== this.#taken.get(conversationId)) return;
    this.#taken.set(conversationId, text);
    this.#drafts.takeOver(conversationId, text);
  }
}

const isOfThread = (key: string): boolean => key.includes("/");
