/** Where somebody was in a log: at its end, or with a row at a distance from the top edge of the view, in pixels. */
export type Place = { readonly at: "end" } | { readonly at: "row"; readonly seq: number; readonly distance: number };

/** Where this tab was in each conversation when it was left; for the session only. */
export class Places {
  readonly #places = new Map<string, Place>();
  readonly #written = new Set<string>();

  leave(conversationId: string, place: Place): void {
    this.#places.set(conversationId, place);
  }

  of(conversationId: string): Place | undefined {
    return this.#places.get(conversationId);
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
