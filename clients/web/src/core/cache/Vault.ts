import type { ConversationHead, Member, Message, PersonalItem, User } from "../../wire/index.ts";
import type { DraftPart } from "../drafts/DraftPart.ts";
import type { OutboxRow } from "../outbox/OutboxRow.ts";

export interface NotificationSettings {
  readonly desktop?: "on" | "off";
  readonly sound?: "on" | "off";
  /** Whether a notification says who wrote what. */
  readonly content?: "shown" | "hidden";
  /** The offer of notifications was put away. */
  readonly offer?: "dismissed";
}

/** What the details of a conversation are divided into. */
export const PANEL_TABS = ["about", "members", "files", "pins", "search", "own"] as const;
export type PanelTab = (typeof PANEL_TABS)[number];

/** What the user chose for himself on this device. */
export interface Settings {
  readonly sendKey: "enter" | "ctrlEnter";
  /** Whether a screen reader is told of new messages. */
  readonly announcements: "on" | "off";
  /** The emoji used last, the latest first. */
  readonly recentEmoji?: readonly string[];
  /** How messages are laid out: all at the start side, or one's own at the end side in bubbles. Rows when absent. */
  readonly layout?: "rows" | "bubbles";
  /** Of messages; normal when absent. */
  readonly textSize?: "compact" | "normal" | "large";
  /** Where a conversation opens that has unread messages; there when absent. */
  readonly opensAt?: "unread" | "newest";
  /** How this device calls its user; what is absent is as on a new one. */
  readonly notifications?: NotificationSettings;
  /** The announcements of groups that he has put away: the time of each, by conversation. */
  readonly dismissed?: Readonly<Record<string, string>>;
  /** The details beside a conversation, where the screen has room for them. */
  readonly panel?: { readonly open: boolean; readonly tab: PanelTab };
  /** Of the list of conversations, in pixels. */
  readonly listWidth?: number;
}

export interface SyncPoint {
  readonly token: string;
  readonly serverEpoch: string;
}

/** What the user keeps for himself, as of a version; the removed things are among them, marked so. */
export interface KeptThings {
  readonly version: number;
  readonly items: readonly PersonalItem[];
}

/** `readUnsaid`: the server may not have heard yet how far the user has read. */
export interface CachedHead extends ConversationHead {
  readonly readUnsaid?: true;
}

/** What is read before the first painting. */
export interface Start {
  readonly heads: readonly CachedHead[];
  readonly users: readonly User[];
  readonly drafts: ReadonlyMap<string, string>;
  readonly draftParts: readonly DraftPart[];
  readonly outbox: readonly OutboxRow[];
  readonly sync?: SyncPoint;
  readonly settings?: Settings;
  readonly personal?: KeptThings;
}

/** Rows of one conversation and the version that they bring its cached log to. */
export interface LogWrite {
  readonly conversationId: string;
  readonly version: number;
  /** The version that the writer's log had when it last read or wrote the cache. */
  readonly base: number;
  readonly rows: readonly Message[];
  /** The rows held before are no longer part of the log. */
  readonly emptied: boolean;
}

/** Written in one transaction. */
export interface Batch {
  readonly heads: readonly CachedHead[];
  readonly users: readonly User[];
  readonly members: ReadonlyMap<string, readonly Member[]>;
  readonly logs: readonly LogWrite[];
  readonly removed: readonly string[];
  readonly sync?: SyncPoint;
  /** The things that changed; `full` when they are all that there are. */
  readonly personal?: KeptThings & { readonly full: boolean };
}

/** Where cached rows are wanted: just before a seq, just after one, or around one, itself included; without a place, at the end. */
export interface RowPlace {
  readonly before?: number;
  readonly after?: number;
  readonly around?: number;
}

/** What one user keeps on this device. Only the outbox is irreplaceable; everything else can be fetched again. */
export interface Vault {
  readStart(): Promise<Start>;
  /** Cached rows of a conversation at a place, without a hole, by seq. Around a seq that is not cached there are none. */
  readRows(conversationId: string, limit: number, place?: RowPlace): Promise<readonly Message[]>;
  /** The version to which the cached rows of a conversation are up to date; undefined when none are cached. */
  readLogVersion(conversationId: string): Promise<number | undefined>;
  readMembers(conversationId: string): Promise<readonly Member[]>;
  write(batch: Batch): Promise<void>;
  putOutbox(row: OutboxRow): Promise<void>;
  deleteOutbox(clientMessageId: string): Promise<void>;
  readOutbox(): Promise<readonly OutboxRow[]>;
  putDraft(conversationId: string, text: string): Promise<void>;
  /** Keeps a part of a draft; where there is none of it, keeps that. */
  putDraftPart(part: DraftPart): Promise<void>;
  putSettings(settings: Settings): Promise<void>;
  /** Deletes what came from the server; drafts, settings and the outbox stay. */
  forget(): Promise<void>;
  /** Deletes conversations that were not opened for 90 days, and the least recently opened ones above 100,000 messages. */
  trim(now: number): Promise<void>;
  /** Deletes everything. The vault is of no use afterwards. */
  destroy(): Promise<void>;
}
