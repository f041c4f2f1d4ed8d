/** Where somebody was in a log: at its end, or with a row at a distance from the top edge of the view, in pixels. */
export type Place = { readonly at: "end" } | { readonly at: "row"; readonly seq: number; readonly distance: number };

/** Where this tab was in each conversation when it was left; for the session only. */
export class Places {
  readonly #places = new Map<string, Place>();
  readonly #written = new Set<string>();
  readonly #unreadFrom = new Map<string, number>();

  leave(conversationId: string, place: Place): void {
    this.#places.set(conversationId, place);
  }

  of(conversationId: string): Place | undefined {
    return this.#places.get(conversationId);
  }

  /** The user wants to find a message, and what comes after it, as unread when he comes back. */
  markUnread(conversationId: string, seq: number): void {
    this.#unreadFrom.set(conversationId, seq);
  }

  unreadFrom(conversationId: string): number | undefined {
    return this.#unreadFrom.get(conversationId);
  }

  /** He is back. */
  reopened(conversationId: string): void {
    this.#unreadFrom.delete(conversationId);
  }

  /** Somebody wrote in a conversation of which nothing was known yet: when it is, the log stays with what he wrote. */
  wroteEarly(conversationId: string): void {
    this.#written.add(conversationId);
  }

  hasWrittenEarly(conversationId: string): boolean {
    return this.#written.has(conversationId);
  }

  settle(conversationId: string): void {
    this.#written.delete(conversationId);
  }
}
