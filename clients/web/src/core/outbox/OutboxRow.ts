import type { ErrorCode, Message, PostMessage } from "../../wire/index.ts";
import { mayStillSucceed } from "../outcome.ts";

/** Why a message was given up: what the server said, or that it lay here for a day. */
export type Failure = ErrorCode | "too_old";

/** Why files are not with the server: what it said, or that it could not be reached. */
export type UploadFailure = ErrorCode | "unknown";

/**
 * A message on its way. `uploading`: its files are. `notUploaded`: they will not be tried unless the user says so. `queued`: will be tried. `sending`: is being tried; nobody knows yet. `failed`: will not be tried unless the
 * user says so. `sent`: acknowledged, and shown here only until the log holds it.
 */
export type OutboxState =
  | { readonly state: "uploading" }
  | { readonly state: "notUploaded"; readonly failure: UploadFailure }
  | { readonly state: "queued" }
  | { readonly state: "sending" }
  | { readonly state: "failed"; readonly failure: Failure }
  | { readonly state: "sent"; readonly message: Message };

/** Where in its conversation a message belongs. */
export interface Placement {
  /** The seq of the message that it answers. */
  readonly replyTo?: number;
  /** The seq of its thread's first message. */
  readonly threadSeq?: number;
  /** It is shown in the main line besides. */
  readonly alsoInMain?: boolean;
}

/** What else a message can be, besides a text in its place. */
export type Extras = Pick<PostMessage, "forward" | "urgent" | "poll" | "vanishAfterSeconds" | "files">;

/** What is shown of a file of a message on its way. */
export interface AttachedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** As the browser says; empty when it does not know. */
  readonly mediaType: string;
}

export interface OutboxRow extends Placement, Extras {
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly text: string;
  readonly attached?: readonly AttachedFile[];
  /** Grows with each message typed in this browser. */
  readonly order: number;
  /** Milliseconds since 1970 (UTC). */
  readonly queuedAt: number;
  /** The tab that sends it; another may adopt it when that tab is gone. */
  readonly tab: string;
  readonly progress: OutboxState;
}

/** Whether it has failed and could succeed if it were tried again; what the server refuses for good could not. */
export const mayRetry = ({ progress }: OutboxRow): boolean =>
  progress.state === "failed" && (progress.failure === "too_old" || mayStillSucceed(progress.failure));

/** Whether the same files could be taken if they were tried again. */
export const mayUploadAgain = (failure: UploadFailure): boolean =>
  failure !== "file_too_large" && failure !== "file_not_ready";

/** What is asked of the server for a row. */
export function requestOf(row: OutboxRow): PostMessage {
  const { order, queuedAt, tab, progress, attached, ...request } = row;
  return request;
}
