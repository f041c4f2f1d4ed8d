/** Where something is written: into a conversation, or into one of its threads. */
export interface WritingPlace {
  readonly conversationId: string;
  /** The seq of the thread's first message. */
  readonly threadSeq?: number | undefined;
}

/** The key of what is not sent yet, as the server has it too (docs/protocol.md, 2.7). */
export const keyOfPlace = ({ conversationId, threadSeq }: WritingPlace): string =>
  threadSeq === undefined ? conversationId : `${conversationId}/${threadSeq}`;
