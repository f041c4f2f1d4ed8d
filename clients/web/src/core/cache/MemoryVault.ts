import type { Member, Message, User } from "../../wire/index.ts";
import { type DraftPart, isNothing } from "../drafts/DraftPart.ts";
import type { OutboxRow } from "../outbox/OutboxRow.ts";
import type { Batch, Settings, Start, Vault } from "./Vault.ts";

/** Keeps drafts, settings and the outbox for as long as the tab lives, and nothing else: for servers that forbid a cache. */
export class MemoryVault implements Vault {
  readonly #outbox = new Map<string, OutboxRow>();
  readonly #drafts = new Map<string, string>();
  readonly #draftParts = new Map<string, DraftPart>();
  #settings: Settings | undefined;

  async readStart(): Promise<Start> {
    const users: User[] = [];
    return {
      heads: [],
      users,
      drafts: new Map(this.#drafts),
      draftParts: [...this.#draftParts.values()],
      outbox: [...this.#outbox.values()],
      ...(this.#settings === undefined ? {} : { settings: this.#settings }),
    };
  }

  async readRows(): Promise<readonly Message[]> {
    return [];
  }

  async readLogVersion(): Promise<undefined> {
    return undefined;
  }

  async readMembers(): Promise<readonly Member[]> {
    return [];
  }

  async write(_batch: Batch): Promise<void> {}

  async putOutbox(row: OutboxRow): Promise<void> {
    this.#outbox.set(row.clientMessageId, row);
  }

  async deleteOutbox(clientMessageId: string): Promise<void> {
    this.#outbox.delete(clientMessageId);
  }

  async readOutbox(): Promise<readonly OutboxRow[]> {
    return [...this.#outbox.values()];
  }

  async putDraft(conversationId: string, text: string): Promise<void> {
    if (text === "") this.#drafts.delete(conversationId);
    else this.#drafts.set(conversationId, text);
  }

  async putDraftPart(part: DraftPart): Promise<void> {
    const name = `${part.part} ${part.key}`;
    if (isNothing(part)) this.#draftParts.delete(name);
    else this.#draftParts.set(name, part);
  }

  async putSettings(settings: Settings): Promise<void> {
    this.#settings = settings;
  }

  async forget(): Promise<void> {}

  async trim(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#outbox.clear();
    this.#drafts.clear();
    this.#draftParts.clear();
    this.#settings = undefined;
  }
}
