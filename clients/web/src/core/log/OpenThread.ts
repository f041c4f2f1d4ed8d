import { createStore } from "zustand/vanilla";

export interface ThreadPlace {
  readonly conversationId: string;
  /** The seq of its first message. */
  readonly threadSeq: number;
  /** The reply that it is opened for. */
  readonly replySeq?: number;
}

/** The thread that is open over the page, if one is. It belongs to no row, which may scroll away. */
export class OpenThread {
  readonly store = createStore<{ readonly place: ThreadPlace | undefined }>(() => ({ place: undefined }));

  open(conversationId: string, threadSeq: number, replySeq?: number): void {
    this.store.setState({ place: { conversationId, threadSeq, ...(replySeq === undefined ? {} : { replySeq }) } });
  }

  close(): void {
    this.store.setState({ place: undefined });
  }
}
