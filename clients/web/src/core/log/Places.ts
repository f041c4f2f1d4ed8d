/** Where somebody was in a log: at its end, or with a row at a distance from the top edge of the view, in pixels. */
export type Place = { readonly at: "end" } | { readonly at: "row"; readonly seq: number; readonly distance: number };

/** Where this tab was in each conversation when it was left; for the session only. */
export class Places {
  readonly #places = new Map<string, Place>();

  leave(conversationId: string, place: Place): void {
    this.#places.set(conversationId, place);
  }

  of(conversationId: string): Place | undefined {
    return this.#places.get(conversationId);
  }
}
