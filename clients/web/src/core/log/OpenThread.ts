import { createStore } from "zustand/vanilla";

export interface ThreadPlace {
  readonly conversationId: string;
  /** The seq of its first message. */
  readonly threadSeq: number;
}

/** The thread that is open over the page, if one is. It belongs to no row, which may scroll away. */
export class OpenThread {
  readonly store = createStore<{ readonly place: ThreadPlace | undefined }>(() => ({ place: undefined }));

  open(conversationId: string, threadSeq: number): void {
    this.store.setState({ place: { conversationId, threadSeq } });
  }

  close(): void {
    this.store.setState({ place: undefined });
  }
}
