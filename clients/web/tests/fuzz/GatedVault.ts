import type { Batch, RowPlace, Settings, Vault } from "../../src/core/cache/Vault.ts";
import type { DraftPart } from "../../src/core/drafts/DraftPart.ts";
import type { OutboxRow } from "../../src/core/outbox/OutboxRow.ts";

/** A vault whose answers take their time, and which a dead tab can no longer reach. */
export class GatedVault implements Vault {
  readonly #vault: Vault;
  readonly #gate: <T>(work: () => Promise<T>) => Promise<T>;

  constructor(vault: Vault, gate: <T>(work: () => Promise<T>) => Promise<T>) {
    this.#vault = vault;
    this.#gate = gate;
  }

  readStart = () => this.#gate(() => this.#vault.readStart());
  readRows = (id: string, limit: number, place?: RowPlace) => this.#gate(() => this.#vault.readRows(id, limit, place));
  readLogVersion = (id: string) => this.#gate(() => this.#vault.readLogVersion(id));
  readMembers = (id: string) => this.#gate(() => this.#vault.readMembers(id));
  write = (batch: Batch) => this.#gate(() => this.#vault.write(batch));
  putOutbox = (row: OutboxRow) => this.#gate(() => this.#vault.putOutbox(row));
  deleteOutbox = (id: string) => this.#gate(() => this.#vault.deleteOutbox(id));
  readOutbox = () => this.#gate(() => this.#vault.readOutbox());
  putDraft = (id: string, text: string) => this.#gate(() => this.#vault.putDraft(id, text));
  putDraftPart = (part: DraftPart) => this.#gate(() => this.#vault.putDraftPart(part));
  putSettings = (settings: Settings) => this.#gate(() => this.#vault.putSettings(settings));
  forget = () => this.#gate(() => this.#vault.forget());
  trim = (now: number) => this.#gate(() => this.#vault.trim(now));
  destroy = () => this.#gate(() => this.#vault.destroy());
}
