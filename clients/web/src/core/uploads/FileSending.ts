import type { Outcome } from "../outcome.ts";

/** One file on its way to the server, by a protocol that goes on where a broken connection left off. */
export interface FileSending {
  /** Sends it, or after a failure what is missing of it. Answers its id; throws `Unknown` when the server stays away. */
  send(progress: (bytes: number) => void): Promise<Outcome<string>>;
  /** Ends it, and has the server throw away what it has. A `send` that is running is never answered. */
  end(): void;
}

export type OpenSending = (file: File) => FileSending;
