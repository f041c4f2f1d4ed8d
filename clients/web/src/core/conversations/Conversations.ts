import { createStore } from "zustand/vanilla";
import type {
  Conversation,
  ConversationChanges,
  ConversationHead,
  Member,
  Message,
  MessagePage,
  ReadState,
} from "../../wire/index.ts";
import { applyToLog, type Log, takeRows } from "../log/Log.ts";
import { dropBefore } from "../log/runs.ts";
import type { Cancel, Clock } from "../ports.ts";
import { applyRead, applyToHead, mergeHeads } from "./head.ts";
import { type Members, putAllMembers, putMembers, putRead } from "./members.ts";

export interface ConversationsState {
  readonly heads: ReadonlyMap<string, ConversationHead>;
  /** The logs of the conversations that were opened. */
  readonly logs: ReadonlyMap<string, Log>;
  readonly members: ReadonlyMap<string, Members>;
  /** The list is worth showing: it came from the cache or from a sync. */
  readonly ready: boolean;
}

/** What others have to do about what was applied. */
export interface ConversationsEvents {
  /** Changes came that follow on something which is not held. */
  gap(conversationId: string): void;
  /** Changes came for a conversation whose head is not held. */
  unknown(conversationId: string): void;
  /** Too much changed: the newest page of the log must be loaded again. */
  behind(conversationId: string): void;
  /** The caller is no longer a member, or the conversation is gone. */
  left(conversationId: string): void;
  headChanged(conversationId: string): void;
  rowsTaken(conversationId: string, rows: readonly Message[]): void;
  logEmptied(conversationId: string): void;
  membersChanged(conversationId: string): void;
}

/** Rows of a conversation that have come or changed. */
export interface News {
  readonly conversationId: string;
  readonly rows: readonly Message[];
  /** As it was before; undefined when it was not known. */
  readonly before: ConversationHead | undefined;
  /** Pushed, or asked for after a push; otherwise only the newest row of those that a sync brings. */
  readonly live: boolean;
  /** A row that is not among these mentions the user. */
  readonly mentioned: boolean;
}

/** Changes that wait for what comes before them; more than this are dropped, because a question will bring them all. */
const WAITING_MAX = 50;

/**
 * The conversations of the user. Everything that the server says of them, pushed or fetched, ends in `apply`; what it collects is
 * applied once per frame.
 */
export class Conversations {
  readonly store = createStore<ConversationsState>(() => empty);
  readonly #me: string;
  readonly #clock: Clock;
  readonly #events: ConversationsEvents;
  readonly #waiting = new Map<string, ConversationChanges[]>();
  readonly #hearers = new Set<(news: News) => void>();
  #queue: ConversationChanges[] = [];
  #drops = 0;
  #frame: Cancel | undefined;

  constructor(me: string, clock: Clock, events: ConversationsEvents) {
    this.#me = me;
    this.#clock = clock;
    this.#events = events;
  }

  /** Called for what comes, before the store has it. */
  onNews(run: (news: News) => void): Cancel {
    this.#hearers.add(run);
    return () => this.#hearers.delete(run);
  }

  /** Takes changes in any order, also twice; they show with the next frame. */
  apply(changes: ConversationChanges): void {
    this.#queue.push(changes);
    this.#frame ??= this.#clock.frame(() => this.flush());
  }

  /** Applies at once what `apply` has collected. */
  flush(): void {
    this.#frame?.();
    this.#frame = undefined;
    const queue = this.#queue;
    this.#queue = [];
    if (queue.length === 0) return;
    const draft = this.#draft();
    for (const changes of queue) this.#take(draft, changes);
    draft.commit();
  }

  /** The version from which changes must be asked for, so that nothing which is held has a gap; undefined for an unknown one. */
  heldVersion(conversationId: string): number | undefined {
    const { heads, logs } = this.store.getState();
    const versions = [heads.get(conversationId)?.version, logs.get(conversationId)?.version].filter(
      (version) => version !== undefined,
    );
    return versions.length === 0 ? undefined : Math.min(...versions);
  }

  /** How often a conversation was dropped: a head that was asked for before may be of one that the user no longer has. */
  get drops(): number {
    return this.#drops;
  }

  /** Whether changes lie here that cannot be applied yet. */
  hasGap(conversationId: string): boolean {
    return this.#waiting.has(conversationId);
  }

  /** Gives up on what waits behind a gap: what was asked for has brought it, or the next sync will. */
  forgetWaiting(conversationId: string): void {
    this.#waiting.delete(conversationId);
  }

  putHeads(fresh: readonly ConversationHead[]): void {
    this.flush();
    const draft = this.#draft();
    for (const head of fresh) {
      const id = head.conversation.id;
      const held = draft.heads.get(id);
      const merged = mergeHeads(held, head);
      if (merged === held) continue;
      draft.heads.set(id, merged);
      const mentioned = merged.mentions > (held?.mentions ?? 0);
      const rows = merged.lastMessage === undefined ? [] : [merged.lastMessage];
      this.#tell({ conversationId: id, rows, before: held, live: false, mentioned });
      this.#events.headChanged(id);
      const log = draft.logs.get(id);
      if (log !== undefined) draft.logs.set(id, { ...log, runs: dropBefore(log.runs, merged.firstSeq) });
    }
    draft.commit();
  }

  /** A reply to a change of the conversation itself. The push or the next sync brings the version. */
  putConversation(conversation: Conversation): void {
    const held = this.store.getState().heads.get(conversation.id);
    if (held !== undefined) this.#setHead({ ...held, conversation });
  }

  ready(): void {
    if (!this.store.getState().ready) this.store.setState({ ready: true });
  }

  /** Begins to hold a log, unless one is held already. */
  openLog(conversationId: string, log: Log): void {
    const { logs } = this.store.getState();
    if (!logs.has(conversationId)) this.store.setState({ logs: new Map(logs).set(conversationId, log) });
  }

  /** Takes rows of a page, from the server (`fetched`) or from the cache. */
  putRows(conversationId: string, page: readonly Message[], fetched: boolean): void {
    const { heads, logs } = this.store.getState();
    const log = logs.get(conversationId);
    if (log === undefined) return;
    const rows = seenRows(page, heads.get(conversationId));
    const next = takeRows(log, rows);
    if (next === log) return;
    this.store.setState({ logs: new Map(logs).set(conversationId, next) });
    if (fetched) this.#events.rowsTaken(conversationId, rows);
  }

  putPage(page: MessagePage): void {
    this.putRows(page.conversationId, page.messages, true);
  }

  putMembers(conversationId: string, fresh: readonly Member[]): void {
    this.#changeMembers(conversationId, (held) => putMembers(held, fresh));
  }

  /** Takes the list of all members, as it was asked for when the head was at a version. */
  putAllMembers(conversationId: string, all: readonly Member[], askedAt: number): void {
    this.#changeMembers(conversationId, (held) => putAllMembers(held, all, askedAt));
  }

  /**
   * Somebody has read on, the user himself perhaps on another device. Of a cursor that is known already the push may come late: its counts
   * are then older than what is held.
   */
  heardRead(read: ReadState): void {
    const head = this.store.getState().heads.get(read.conversationId);
    if (read.userId === this.#me && read.seq === head?.readSeq) this.#putCursor(read);
    else this.putRead(read);
  }

  /** Takes how far somebody has read, as he says himself or as the server has just answered. */
  putRead(read: ReadState): void {
    this.flush();
    this.#putCursor(read);
    const { heads, logs } = this.store.getState();
    const head = heads.get(read.conversationId);
    if (head === undefined || read.userId !== this.#me) return;
    this.#setHead(applyRead(head, read, logs.get(read.conversationId), this.#me));
  }

  /** Drops a conversation that the user no longer has; one that is not held here may be in the cache, from another tab. */
  remove(conversationId: string): void {
    const { heads, logs, members } = this.store.getState();
    this.#waiting.delete(conversationId);
    this.#drops++;
    if (heads.has(conversationId) || logs.has(conversationId)) {
      this.store.setState({
        heads: without(heads, conversationId),
        logs: without(logs, conversationId),
        members: without(members, conversationId),
      });
    }
    this.#events.left(conversationId);
  }

  /** Drops everything: another server epoch, or the end of the session. */
  clear(): void {
    this.#frame?.();
    this.#frame = undefined;
    this.#queue = [];
    this.#drops++;
    this.#waiting.clear();
    this.store.setState(empty, true);
  }

  #putCursor(read: ReadState): void {
    const { members } = this.store.getState();
    const held = members.get(read.conversationId);
    const moved = held === undefined ? held : putRead(held, read);
    if (moved === undefined || moved === held) return;
    this.store.setState({ members: new Map(members).set(read.conversationId, moved) });
  }

  #changeMembers(conversationId: string, change: (held: Members | undefined) => Members): void {
    const { heads, members } = this.store.getState();
    if (!heads.has(conversationId)) return;
    this.store.setState({ members: new Map(members).set(conversationId, change(members.get(conversationId))) });
    this.#events.membersChanged(conversationId);
  }

  #tell(news: News): void {
    for (const run of this.#hearers) run(news);
  }

  #setHead(head: ConversationHead): void {
    const { heads } = this.store.getState();
    const id = head.conversation.id;
    if (heads.get(id) === head) return;
    this.store.setState({ heads: new Map(heads).set(id, head) });
    this.#events.headChanged(id);
  }

  #take(draft: Draft, all: ConversationChanges): void {
    const id = all.conversationId;
    const head = draft.heads.get(id);
    if (head === undefined) {
      this.#events.unknown(id);
      return;
    }
    const changes = { ...all, messages: seenRows(all.messages ?? [], head) };
    const toHead = applyToHead(head, changes, this.#me);
    if (toHead.applied === "left") {
      draft.remove(id);
      this.#drops++;
      this.#waiting.delete(id);
      this.#events.left(id);
      return;
    }
    if (toHead.applied === "taken") {
      this.#tell({ conversationId: id, rows: changes.messages ?? [], before: head, live: true, mentioned: false });
    }
    if (toHead.head !== head) {
      draft.heads.set(id, toHead.head);
      this.#events.headChanged(id);
    }

    const log = draft.logs.get(id);
    const toLog = log === undefined ? undefined : applyToLog(log, changes);
    if (toLog !== undefined && toLog.log !== log) draft.logs.set(id, toLog.log);
    if (toLog?.applied === "taken") this.#events.rowsTaken(id, changes.messages);
    if (toLog?.applied === "behind") this.#events.logEmptied(id);

    const members = draft.members.get(id);
    if (members !== undefined && changes.members !== undefined && changes.members.length > 0) {
      draft.members.set(id, putMembers(members, changes.members));
      this.#events.membersChanged(id);
    }

    if (toHead.applied === "behind" || toLog?.applied === "behind") this.#events.behind(id);
    if (toHead.applied === "gap" || toLog?.applied === "gap") {
      const waiting = this.#waiting.get(id) ?? [];
      if (waiting.length < WAITING_MAX && !waiting.includes(all)) waiting.push(all);
      this.#waiting.set(id, waiting);
      this.#events.gap(id);
    } else if (toHead.applied === "taken" || toLog?.applied === "taken") {
      this.#takeWaiting(draft, id);
    }
  }

  #takeWaiting(draft: Draft, conversationId: string): void {
    const waiting = this.#waiting.get(conversationId);
    if (waiting === undefined) return;
    this.#waiting.delete(conversationId);
    for (const changes of waiting.sort((a, b) => a.version - b.version)) this.#take(draft, changes);
  }

  #draft(): Draft {
    const state = this.store.getState();
    const heads = new Map(state.heads);
    const logs = new Map(state.logs);
    const members = new Map(state.members);
    return {
      heads,
      logs,
      members,
      remove: (id) => {
        heads.delete(id);
        logs.delete(id);
        members.delete(id);
      },
      commit: () => this.store.setState({ heads, logs, members }),
    };
  }
}

interface Draft {
  readonly heads: Map<string, ConversationHead>;
  readonly logs: Map<string, Log>;
  readonly members: Map<string, Members>;
  remove(conversationId: string): void;
  commit(): void;
}

/** Without what is before the first seq that the user may see: all members get the same pushes. */
function seenRows(rows: readonly Message[], head: ConversationHead | undefined): readonly Message[] {
  const first = head?.firstSeq ?? 1;
  return rows.every((row) => row.seq >= first) ? rows : rows.filter((row) => row.seq >= first);
}

const empty: ConversationsState = { heads: new Map(), logs: new Map(), members: new Map(), ready: false };

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  const result = new Map(map);
  result.delete(key);
  return result;
}
