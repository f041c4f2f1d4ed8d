import type {
  AddMembers,
  ConversationHead,
  JoinAnswer,
  Member,
  MemberPage,
  MemberRole,
  StartConversation,
  UpdateConversation,
} from "../../wire/index.ts";
import type { Directory } from "../directory/Directory.ts";
import type { Outcome } from "../outcome.ts";
import type { Api } from "../rest/Api.ts";
import type { CatchUp } from "../sync/CatchUp.ts";
import type { Conversations } from "./Conversations.ts";

export interface GroupsParts {
  readonly me: string;
  readonly conversations: Conversations;
  readonly directory: Pick<Directory, "need">;
  readonly catchUp: Pick<CatchUp, "ask" | "refreshHead">;
  readonly api: Api["conversations"] & Pick<Api["joining"], "join" | "follow" | "answer">;
  readonly cachedMembers: (conversationId: string) => Promise<readonly Member[]>;
}

/** What is done with groups and their members. Each answers once this client shows what has changed. */
export class Groups {
  readonly #parts: GroupsParts;

  constructor(parts: GroupsParts) {
    this.#parts = parts;
  }

  /** Makes a group. Its id is made once by the caller and repeated on retries. */
  async start(group: Omit<StartConversation, "kind"> & { readonly id: string }): Promise<Outcome<ConversationHead>> {
    const outcome = await this.#parts.api.start({ ...group, kind: "group" });
    if (outcome.ok) this.#parts.conversations.putHeads([outcome.value]);
    return outcome;
  }

  async update(conversationId: string, change: UpdateConversation): Promise<Outcome<unknown>> {
    const outcome = await this.#parts.api.update(conversationId, change);
    if (outcome.ok) this.#parts.conversations.putConversation(outcome.value);
    return outcome;
  }

  /** Gives the group a picture, or takes it away. */
  async setPicture(conversationId: string, image: Blob | undefined): Promise<Outcome<unknown>> {
    const { api, conversations } = this.#parts;
    const outcome = await (image === undefined
      ? api.removeAvatar(conversationId)
      : api.setAvatar(conversationId, image));
    if (outcome.ok) conversations.putConversation(outcome.value);
    return outcome;
  }

  async add(conversationId: string, who: AddMembers): Promise<Outcome<unknown>> {
    const outcome = await this.#parts.api.add(conversationId, who);
    if (outcome.ok) this.#parts.conversations.putConversation(outcome.value);
    return this.#caughtUp(conversationId, outcome);
  }

  async remove(conversationId: string, userId: string): Promise<Outcome<unknown>> {
    const { me, api, conversations } = this.#parts;
    const outcome = await api.remove(conversationId, userId);
    if (userId !== me) return this.#caughtUp(conversationId, outcome);
    if (outcome.ok) conversations.remove(conversationId);
    return outcome;
  }

  async changeRole(conversationId: string, userId: string, role: MemberRole): Promise<Outcome<unknown>> {
    return this.#caughtUp(conversationId, await this.#parts.api.changeRole(conversationId, userId, role));
  }

  /** Mutes a member for so many seconds; 0 ends it. */
  async mute(conversationId: string, userId: string, seconds: number): Promise<Outcome<unknown>> {
    return this.#caughtUp(conversationId, await this.#parts.api.mute(conversationId, userId, seconds));
  }

  /** Loads a page of those who belong to a conversation: before the first, what is cached shows. Throws `Unknown`. */
  async loadMembers(conversationId: string, after?: string): Promise<Outcome<MemberPage>> {
    const { api, conversations, directory, cachedMembers } = this.#parts;
    const isHeld = () => conversations.store.getState().members.has(conversationId);
    const version = () => conversations.store.getState().heads.get(conversationId)?.version ?? 0;
    if (!isHeld()) {
      const cached = await cachedMembers(conversationId);
      if (cached.length > 0) conversations.putMembers(conversationId, cached);
    }
    const [wasHeld, askedAt] = [isHeld(), version()];
    const page = await api.members(conversationId, after);
    if (!page.ok) return page;
    const { members, next } = page.value;
    if (after === undefined && next === undefined) conversations.putAllMembers(conversationId, members, askedAt);
    else conversations.putMembers(conversationId, members);
    directory.need(members.map((member) => member.userId));
    // Who came or went while nothing was held was noted nowhere.
    return wasHeld || !isHeld() || version() === askedAt ? page : this.loadMembers(conversationId, after);
  }

  /** Joins a public group, or asks to. */
  async join(conversationId: string, note: string): Promise<Outcome<JoinAnswer>> {
    return this.#joined(await this.#parts.api.join(conversationId, note));
  }

  /** Joins by the token of a link, or asks to. */
  async follow(token: string, note: string): Promise<Outcome<JoinAnswer>> {
    return this.#joined(await this.#parts.api.follow(token, note));
  }

  /** Lets somebody in who has asked, or not. */
  async answer(conversationId: string, userId: string, approve: boolean): Promise<Outcome<unknown>> {
    const { api, catchUp } = this.#parts;
    const outcome = await this.#caughtUp(conversationId, await api.answer(conversationId, userId, approve));
    // How many still ask is said by the head alone.
    if (outcome.ok) await catchUp.refreshHead(conversationId);
    return outcome;
  }

  async #joined(outcome: Outcome<JoinAnswer>): Promise<Outcome<JoinAnswer>> {
    if (outcome.ok && outcome.value.joined) await this.#parts.catchUp.refreshHead(outcome.value.conversationId);
    return outcome;
  }

  async #caughtUp<T>(conversationId: string, outcome: Outcome<T>): Promise<Outcome<T>> {
    if (outcome.ok) await this.#parts.catchUp.ask(conversationId);
    return outcome;
  }
}
