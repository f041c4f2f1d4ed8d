import type { Message, Reminder } from "../../wire/index.ts";

/** What is worth notifying. One tag is shown once: the next one with it takes its place. */
export type Notice =
  | {
      readonly kind: "message";
      readonly tag: string;
      /** The newest that calls. */
      readonly message: Message;
      /** So many messages of its conversation are unread. */
      readonly unread: number;
    }
  | { readonly kind: "reminder"; readonly tag: string; readonly reminder: Reminder };

/** What a notification that is shown is about. */
export type Shown =
  | {
      readonly kind: "message";
      readonly conversationId: string;
      readonly seq: number;
      readonly threadSeq?: number;
    }
  | { readonly kind: "reminder"; readonly key: string; readonly conversationId: string; readonly seq: number };

/** Shows notifications, for all tabs of this browser. */
export interface Notifier {
  /** Whether the browser lets us. */
  permitted(): boolean;
  show(notice: Notice, about: Shown): Promise<void>;
  /** Those that are shown, by tag, whichever tab showed them. */
  shown(): Promise<ReadonlyMap<string, Shown>>;
  withdraw(tag: string): Promise<void>;
  ring(): void;
}

/** What this tab shows to somebody who looks at it. */
export interface Attention {
  /** Whether the page is visible and has the focus. */
  attentive(): boolean;
  onChange(run: () => void): () => void;
}
