import { isDeepStrictEqual } from "node:util";
import type { Vault } from "../../src/core/cache/Vault.ts";
import { present } from "../../src/core/conversations/members.ts";
import type { Messenger } from "../../src/core/Messenger.ts";
import type { Message } from "../../src/wire/index.ts";
import { ME } from "../support.ts";
import type { ModelConversation } from "./ModelConversation.ts";
import type { ModelServer } from "./ModelServer.ts";

/** What is wrong, in words; the words of a failing run. */
export class Wrong extends Error {}

function must(holds: boolean, what: () => string): void {
  if (!holds) throw new Wrong(what());
}

const show = (value: unknown): string => JSON.stringify(value);

/** What holds at every moment. */
export function checkAlways(messenger: Messenger, server: ModelServer): void {
  const { heads, logs } = messenger.conversations.store.getState();
  for (const [id, head] of heads) {
    must(head.unread >= 0 && head.mentions >= 0, () => `${id}: ${head.unread} unread`);
    must(head.seq <= (server.conversations.get(id)?.seq ?? 0), () => `${id}: head of the future ${head.seq}`);
  }
  for (const [id, log] of logs) {
    const conversation = server.conversations.get(id);
    if (conversation === undefined) throw new Wrong(`${id}: a log of nothing`);
    must(log.version <= conversation.version, () => `${id}: a log of the future, ${log.version}`);
    let end = 0;
    for (const run of log.runs) {
      must(run.length > 0, () => `${id}: an empty run`);
      must((run[0]?.seq ?? 0) > end + 1 || end === 0, () => `${id}: a run begins at ${run[0]?.seq} after ${end}`);
      for (const [place, row] of run.entries()) {
        must(row.seq === (run[0]?.seq ?? 0) + place, () => `${id}: ${row.seq} at place ${place} of a run`);
        // What one may no longer see is in no answer, and goes with the next head.
        const isSeen = row.seq >= (conversation.membership(ME)?.firstSeq ?? Number.POSITIVE_INFINITY);
        const least = isSeen ? conversation.leastVersionAt(row.seq, log.version) : 0;
        must(
          row.version >= least,
          () => `${id}: row ${row.seq} is at ${row.version}, not ${least}, log ${log.version}`,
        );
      }
      end = run.at(-1)?.seq ?? 0;
    }
  }
}

/** What holds once all is calm. */
export function checkCalm(messenger: Messenger, server: ModelServer): void {
  const { heads, logs, members } = messenger.conversations.store.getState();
  for (const conversation of server.conversations.values()) {
    const { id } = conversation;
    const truth = conversation.head();
    const head = heads.get(id);
    must(isDeepStrictEqual(head, truth), () => `${id}: head\n  ${show(head)}\nserver\n  ${show(truth)}`);
    const log = logs.get(id);
    if (log !== undefined && truth !== undefined) {
      must(log.version === truth.version, () => `${id}: log at ${log.version}, server ${truth.version}`);
      const end = log.runs.at(-1)?.at(-1)?.seq ?? 0;
      must(end === truth.seq || truth.firstSeq > truth.seq, () => `${id}: log ends at ${end}, server ${truth.seq}`);
      for (const row of log.runs.flat()) checkRow(row, conversation);
    }
    const held = members.get(id);
    if (held !== undefined) {
      const [shown, there] = [
        present(held)
          .map(({ userId }) => userId)
          .sort(),
        [...conversation.present()].sort(),
      ];
      must(isDeepStrictEqual(shown, there), () => `${id}: members ${show(shown)}, server ${show(there)}`);
    }
  }
  must(heads.size === [...server.conversations.values()].filter((one) => one.membership(ME)).length, () => "heads");
}

/** After a connect one knows also how far the others have read. */
export function checkCursors(messenger: Messenger, server: ModelServer): void {
  for (const [id, held] of messenger.conversations.store.getState().members) {
    for (const { userId, readSeq } of present(held)) {
      const truth = server.conversations.get(id)?.membership(userId)?.readSeq;
      must(readSeq === truth, () => `${id}: ${userId} has read ${readSeq}, server ${truth}`);
    }
  }
}

function checkRow(row: Message, conversation: ModelConversation): void {
  const truth = conversation.row(row.seq);
  must(isDeepStrictEqual(row, truth), () => `${conversation.id}: row\n  ${show(row)}\nserver\n  ${show(truth)}`);
  const first = conversation.membership(ME)?.firstSeq ?? 0;
  must(row.seq >= first, () => `${conversation.id}: row ${row.seq} from before ${first}`);
}

/** The cache holds what the client holds; its rows are those of its version, or newer. */
export async function checkCache(vault: Vault, messenger: Messenger, server: ModelServer): Promise<void> {
  const start = await vault.readStart();
  const { heads } = messenger.conversations.store.getState();
  const cached = new Map(start.heads.map((head) => [head.conversation.id, head]));
  for (const id of new Set([...cached.keys(), ...heads.keys()])) {
    const [kept, held] = [cached.get(id), heads.get(id)];
    must(isDeepStrictEqual(kept, held), () => `${id}: cached head\n  ${show(kept)}\nheld\n  ${show(held)}`);
  }
  for (const conversation of server.conversations.values()) {
    const { id } = conversation;
    const version = await vault.readLogVersion(id);
    for (const row of await allRows(vault, id)) {
      if (conversation.membership(ME) === undefined)
        throw new Wrong(`${id}: cached rows of a conversation that was left`);
      const truth = conversation.row(row.seq);
      if (version === undefined || (truth?.version ?? 0) <= version) checkRow(row, conversation);
      must(row.seq >= (conversation.membership(ME)?.firstSeq ?? 0), () => `${id}: row ${row.seq} is still cached`);
    }
  }
}

/** All cached rows, across their holes. */
async function allRows(vault: Vault, id: string): Promise<readonly Message[]> {
  const rows: Message[] = [];
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const page = await vault.readRows(id, 1_000, { before });
    const first = page[0];
    if (first === undefined) return rows;
    rows.push(...page);
    before = first.seq;
  }
}

/** What was typed has arrived, in the order typed, or is refused and shown so. */
export async function checkOutbox(vault: Vault, messenger: Messenger): Promise<void> {
  const { rows } = messenger.outbox.store.getState();
  const waiting = rows.filter((row) => row.progress.state !== "failed");
  must(waiting.length === 0, () => `still in the outbox: ${show(waiting)}`);
  const kept = (await vault.readOutbox()).map((row) => row.clientMessageId).sort();
  const failed = rows.map((row) => row.clientMessageId).sort();
  // Another tab may have seen that a message has arrived of which this one only knows that its repeat was refused.
  must(
    kept.every((id) => failed.includes(id)),
    () => `outbox kept ${show(kept)}, held ${show(failed)}`,
  );
}
