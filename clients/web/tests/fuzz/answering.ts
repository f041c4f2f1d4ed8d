import type { HubMethods } from "../../src/core/connection/HubLink.ts";
import type { ErrorCode, GetMessages, Message, MessagePage, Refusal, SyncResult } from "../../src/wire/index.ts";
import { ME } from "../support.ts";
import type { ModelConversation } from "./ModelConversation.ts";
import type { ModelServer } from "./ModelServer.ts";

/** Heads of one answer. */
const SYNC_PAGE = 2;

export type Call = {
  [Name in keyof HubMethods]: { readonly method: Name; readonly request: HubMethods[Name][0] };
}[keyof HubMethods];

export type Answer = { readonly value: unknown } | { readonly error: Refusal };
const value = (what: unknown): Answer => ({ value: what });
const refusal = (code: ErrorCode): Answer => ({ error: { code } });

/** What the hub answers me. */
export function answer(server: ModelServer, call: Call): Answer {
  switch (call.method) {
    case "Sync":
      return value(sync(server, call.request.token));
    case "GetPersonal":
      return value({ after: 0, version: 0, items: [] });
    case "WatchPresence":
      return value({ users: [] });
    case "SetTyping":
      return value({});
    case "GetChanges":
    case "GetMessages":
    case "Post":
    case "Edit":
    case "Recall":
    case "React":
    case "Pin":
    case "MarkRead":
    case "Clear": {
      const conversation = server.conversations.get(call.request.conversationId);
      const mine = conversation?.membership(ME);
      if (conversation === undefined || mine === undefined) return refusal("not_a_member");
      return answerMember(server, conversation, mine.firstSeq, call);
    }
    default:
      return refusal("invalid_request");
  }
}

type OfAConversation = Extract<Call, { request: { conversationId: string } }>;

function answerMember(server: ModelServer, conversation: ModelConversation, firstSeq: number, call: OfAConversation) {
  switch (call.method) {
    case "GetChanges":
      return value(conversation.since(call.request.since, firstSeq));
    case "GetMessages":
      return value(page(conversation, firstSeq, call.request));
    case "Post":
      return found(server.post(conversation, call.request));
    case "Edit": {
      const { seq, text } = call.request;
      return found(revise(seq, (row) => ({ ...row, text, editedAt: row.postedAt })));
    }
    case "React": {
      const { seq, emoji, active } = call.request;
      const reactions = active ? [{ emoji, count: 1, userIds: [ME] }] : [];
      return found(revise(seq, (row) => ({ ...row, reactions })));
    }
    case "Pin":
      return found(revise(call.request.seq, (row) => ({ ...row, pinned: { userId: ME, at: row.postedAt } })));
    case "Recall":
      return found(server.recall(conversation, call.request.seq, ME));
    case "MarkRead": {
      const state = server.markRead(conversation, ME, call.request.seq);
      return state === undefined ? refusal("invalid_request") : value(state);
    }
    case "Clear":
      server.clear(conversation, call.request.upTo);
      return value({});
    default:
      return refusal("invalid_request");
  }

  function revise(seq: number, change: (row: Message) => Message): Message | undefined {
    const row = conversation.row(seq);
    return row?.recalled === undefined ? server.revise(conversation, seq, change) : undefined;
  }
}

const found = (message: Message | undefined): Answer =>
  message === undefined ? refusal("message_gone") : value(message);

function page(
  conversation: ModelConversation,
  firstSeq: number,
  { before, after, around, limit = 50 }: GetMessages,
): MessagePage {
  const middle = around ?? after ?? (before ?? conversation.seq + 1) - 1;
  const older = after !== undefined ? 0 : around === undefined ? limit : limit - Math.floor(limit / 2);
  const newer = after !== undefined ? limit : around === undefined ? 0 : Math.floor(limit / 2);
  const first = Math.max(firstSeq, middle - older + 1);
  const last = Math.min(conversation.seq, middle + newer);
  const messages: Message[] = [];
  for (let seq = first; seq <= last; seq++) messages.push(...[conversation.row(seq) ?? []].flat());
  return { conversationId: conversation.id, messages, hasBefore: first > firstSeq, hasAfter: last < conversation.seq };
}

/** A token says since which step, and between pages also until which one and after which head. */
function sync(server: ModelServer, token: string | undefined): SyncResult {
  const [epoch, since = 0, until = server.step, after] = token === undefined ? [] : token.split(" ");
  if (epoch !== undefined && Number(epoch) !== server.epoch) return sync(server, undefined);
  const conversations = [...server.conversations.values()].sort(
    (a, b) => b.stored.activeAt.localeCompare(a.stored.activeAt) || b.id.localeCompare(a.id),
  );
  const place = (conversation: ModelConversation) => `${conversation.stored.activeAt}|${conversation.id}`;
  const changed = conversations.filter(
    (one) => Math.max(one.stored.changed, one.membership(ME)?.changed ?? 0) >= Number(since),
  );
  const rest = changed.filter((one) => one.membership(ME) !== undefined && (after === undefined || place(one) < after));
  const named = rest.slice(0, SYNC_PAGE);
  const last = named.at(-1);
  const more = last !== undefined && named.length < rest.length;
  const left = conversations.filter(({ stored }) => {
    const mine = stored.members.get(ME);
    return mine?.member.left === true && mine.changed >= Number(since) && Number(since) > 0 && after === undefined;
  });
  return {
    token: more ? `${server.epoch} ${since} ${until} ${place(last)}` : `${server.epoch} ${until}`,
    serverEpoch: String(server.epoch),
    full: Number(since) === 0 && after === undefined,
    more,
    heads: named.flatMap((one) => one.head() ?? []),
    left: left.map(({ id }) => id),
    personalVersion: 0,
  };
}
