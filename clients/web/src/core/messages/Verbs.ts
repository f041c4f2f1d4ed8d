import type { CardPage, Message, ThreadList, ThreadPage } from "../../wire/index.ts";
import type { Recalled } from "../compose/Recalled.ts";
import type { Connection } from "../connection/Connection.ts";
import type { HubMethods } from "../connection/HubLink.ts";
import type { Conversations } from "../conversations/Conversations.ts";
import type { OwnVotes } from "../log/OwnVotes.ts";
import { runWith } from "../log/runs.ts";
import { done, type Outcome, refused } from "../outcome.ts";

export interface VerbsParts {
  readonly me: string;
  readonly connection: Pick<Connection, "call">;
  readonly conversations: Conversations;
  readonly ownVotes: OwnVotes;
  readonly recalled: Recalled;
}

/** What is done with messages that are there. Each answers once this client shows what has changed. */
export class Verbs {
  readonly #parts: VerbsParts;

  constructor(parts: VerbsParts) {
    this.#parts = parts;
  }

  edit({ conversationId, seq }: Message, text: string): Promise<Outcome<Message>> {
    return this.#revise("Edit", { conversationId, seq, text });
  }

  /** Takes a message back. The text of one's own is kept here, to be written anew. */
  async recall(message: Message): Promise<Outcome<Message>> {
    const { conversationId, seq } = message;
    const outcome = await this.#revise("Recall", { conversationId, seq });
    if (outcome.ok && message.senderId === this.#parts.me) this.#parts.recalled.keep(message);
    return outcome;
  }

  react({ conversationId, seq }: Message, emoji: string, active: boolean): Promise<Outcome<Message>> {
    return this.#revise("React", { conversationId, seq, emoji, active });
  }

  pin({ conversationId, seq }: Message, active: boolean): Promise<Outcome<Message>> {
    return this.#revise("Pin", { conversationId, seq, active });
  }

  /** Says that the user has read an urgent message. */
  confirm({ conversationId, seq }: Message): Promise<Outcome<Message>> {
    return this.#revise("Confirm", { conversationId, seq });
  }

  /** Votes in a poll, in place of the vote before; without options, takes it back. */
  async vote(message: Message, options: readonly number[]): Promise<Outcome<Message>> {
    const { conversationId, seq } = message;
    const outcome = await this.#revise("Vote", { conversationId, seq, options });
    if (outcome.ok) this.#parts.ownVotes.voted(message, options);
    return outcome;
  }

  closePoll({ conversationId, seq }: Message): Promise<Outcome<Message>> {
    return this.#revise("ClosePoll", { conversationId, seq });
  }

  /** A page of the messages that were forwarded as one, after so many of them. */
  card({ conversationId, seq }: Message, after: number): Promise<Outcome<CardPage>> {
    return this.#parts.connection.call("GetCard", { conversationId, seq, after });
  }

  /** One message of any conversation: the held one, else as the server has it. */
  async message(conversationId: string, seq: number): Promise<Outcome<Message>> {
    const runs = this.#parts.conversations.store.getState().logs.get(conversationId)?.runs ?? [];
    const held = runWith(runs, seq)?.find((row) => row.seq === seq);
    if (held !== undefined) return done(held);
    const page = await this.#parts.connection.call("GetMessages", { conversationId, after: seq - 1, limit: 1 });
    if (!page.ok) return page;
    const row = page.value.messages.find((found) => found.seq === seq);
    return row === undefined ? refused("not_found") : done(row);
  }

  /** A page of a thread; the rows are not put into the log, which has holes where they are. */
  thread(conversationId: string, threadSeq: number, before?: number): Promise<Outcome<ThreadPage>> {
    return this.#parts.connection.call("GetThread", {
      conversationId,
      threadSeq,
      ...(before === undefined ? {} : { before }),
      limit: 50,
    });
  }

  /** A page of the threads that the user follows. */
  threads(after?: string): Promise<Outcome<ThreadList>> {
    return this.#parts.connection.call("GetThreads", after === undefined ? {} : { after });
  }

  /** A message as the server answered with it. */
  changed(message: Message): void {
    this.#parts.conversations.apply({
      conversationId: message.conversationId,
      after: message.version - 1,
      version: message.version,
      messages: [message],
    });
  }

  async #revise<Verb extends "Edit" | "Recall" | "React" | "Pin" | "Confirm" | "Vote" | "ClosePoll">(
    verb: Verb,
    request: HubMethods[Verb][0],
  ): Promise<Outcome<Message>> {
    const outcome: Outcome<Message> = await this.#parts.connection.call(verb, request);
    if (outcome.ok) this.changed(outcome.value);
    return outcome;
  }
}
