import type { Message } from "../../src/wire/index.ts";
import { ME } from "../support.ts";
import type { ModelConversation } from "./ModelConversation.ts";
import type { Tab } from "./Tab.ts";
import type { World } from "./World.ts";

const OTHERS = ["ann", "bob"];

type Act = (world: World, conversation: ModelConversation, tab: Tab) => string | undefined;

/** Does one thing by chance, and says what. */
export function act(world: World): string {
  const { dice, server, tabs } = world;
  const tab = dice.pick(tabs);
  const conversation = dice.pick([...server.conversations.values()]);
  if (tab === undefined || conversation === undefined) {
    world.open();
    return "opens a tab";
  }
  let place = dice.next() * total;
  for (const [weight, done] of acts) {
    place -= weight;
    if (place < 0) return `${conversation.id} ${done(world, conversation, tab) ?? "nothing"}`;
  }
  return "nothing";
}

const ignore = () => undefined;

/** Somebody else does something, or I do on another device. */
const elsewhere: readonly (readonly [number, Act])[] = [
  [
    22,
    ({ server, dice }, conversation) => {
      const quoted = conversation.row(dice.between(1, conversation.seq));
      const message = server.say(conversation, dice.pick(OTHERS) ?? ME, {
        ...(dice.isLucky(0.2) ? { mentions: [ME] } : {}),
        ...(dice.isLucky(0.1) ? { threadSeq: dice.between(1, conversation.seq), alsoInMain: dice.isLucky(0.3) } : {}),
        ...(dice.isLucky(0.1) && quoted?.text !== undefined
          ? { replyTo: { seq: quoted.seq, senderId: quoted.senderId, text: quoted.text } }
          : {}),
      });
      return `said ${message?.seq} at ${conversation.version}`;
    },
  ],
  [
    2,
    ({ server, dice }, conversation) => {
      const count = dice.between(5, 70);
      for (let said = 0; said < count; said++) server.say(conversation, "ann", {});
      return `said ${count}, up to ${conversation.seq}`;
    },
  ],
  [10, (world, conversation) => revise(world, conversation, (row) => ({ ...row, text: `${row.text}, edited` }))],
  [4, (world, conversation) => revise(world, conversation, (row) => ({ ...row, reactions: [reactionOf(world)] }))],
  [2, (world, conversation) => revise(world, conversation, ({ pinned, ...row }) => row)],
  [
    4,
    ({ server, dice }, conversation) => {
      const row = conversation.row(dice.between(1, conversation.seq));
      if (row?.kind !== "text" || row.recalled !== undefined) return undefined;
      server.recall(conversation, row.seq, row.senderId);
      return `recalled ${row.seq} at ${conversation.version}`;
    },
  ],
  [
    2,
    ({ server }, conversation) => {
      server.rename(conversation, `Title ${server.step}`);
      return `renamed at ${conversation.version}`;
    },
  ],
  [
    3,
    ({ server, dice }, conversation) => {
      const other = dice.pick(["bob", "eve"]) ?? ME;
      if (conversation.membership(other) === undefined) server.join(conversation, other);
      else server.leave(conversation, other);
      return `${other} came or left at ${conversation.version}`;
    },
  ],
  [
    4,
    ({ server, dice, tabs }, conversation) => {
      const isMember = conversation.membership(ME) !== undefined;
      // Of two tabs one may put the head back which the other has removed; it heals when it hears of it itself.
      if (tabs.length > 1) return undefined;
      if (isMember && dice.isLucky(0.6)) return undefined;
      if (isMember) server.leave(conversation, ME);
      else server.join(conversation, ME, dice.isLucky(0.5) ? 1 : undefined);
      return `I ${isMember ? "left" : "joined"} at ${conversation.version}`;
    },
  ],
  [
    7,
    ({ server, dice }, conversation) => {
      const reader = dice.pick([ME, ME, ...OTHERS]) ?? ME;
      const seq = dice.between(1, conversation.seq);
      server.markRead(conversation, reader, seq);
      return `${reader} read ${seq} elsewhere`;
    },
  ],
  [
    2,
    ({ server }, conversation) => {
      if (conversation.membership(ME) === undefined) return undefined;
      return `I said ${server.say(conversation, ME, { clientMessageId: `elsewhere-${server.step}` })?.seq} elsewhere`;
    },
  ],
  [
    1,
    ({ server, dice }, conversation) => {
      const upTo = dice.between(1, conversation.seq);
      server.clear(conversation, upTo);
      return `cleared up to ${upTo} elsewhere`;
    },
  ],
  [
    1,
    ({ server }) => {
      server.backUp();
      return "backed up";
    },
  ],
  [
    0.5,
    ({ server, tabs }) => {
      // Tabs of one browser learn of it at once: all links end with the server.
      if (tabs.length > 1) return undefined;
      server.restore();
      for (const { wire } of tabs) wire.cut();
      return `restored: epoch ${server.epoch}`;
    },
  ],
];

/** I do something in a tab. */
const here: readonly (readonly [number, Act])[] = [
  [
    7,
    (_, { id }, { messenger }) => {
      void messenger.history.open(id);
      return "open";
    },
  ],
  [
    6,
    ({ dice }, { id }, { messenger }) => {
      const first = dice.pick(runsOf(messenger, id))?.[0]?.seq;
      if (first === undefined) return undefined;
      void messenger.history.loadOlder(id, first);
      return `load before ${first}`;
    },
  ],
  [
    4,
    ({ dice }, { id }, { messenger }) => {
      const last = dice.pick(runsOf(messenger, id))?.at(-1)?.seq;
      if (last === undefined) return undefined;
      void messenger.history.loadNewer(id, last);
      return `load after ${last}`;
    },
  ],
  [
    4,
    ({ dice }, { id, seq }, { messenger }) => {
      const target = dice.between(1, seq);
      void messenger.history.open(id);
      void messenger.history.reveal(id, target);
      return `reveal ${target}`;
    },
  ],
  [
    6,
    ({ dice }, { id }, { messenger }) => {
      const head = messenger.conversations.store.getState().heads.get(id);
      if (head === undefined || head.readSeq >= head.seq) return undefined;
      const seq = dice.isLucky(0.5) ? head.seq : dice.between(head.readSeq + 1, head.seq);
      void messenger.markRead(id, seq);
      return `read ${seq}`;
    },
  ],
  [
    9,
    (_, { id }, { messenger }) => {
      if (!messenger.conversations.store.getState().heads.has(id)) return undefined;
      return `send ${messenger.outbox.send(id, "mine").clientMessageId}`;
    },
  ],
  [
    5,
    ({ dice }, { id }, { messenger }) => {
      const row = dice.pick(runsOf(messenger, id).flat());
      if (row?.kind !== "text" || row.recalled !== undefined) return undefined;
      const kind = dice.pick(["edit", "recall", "react", "pin"] as const) ?? "edit";
      if (kind === "edit") void messenger.verbs.edit(row, "mine, edited").catch(ignore);
      else if (kind === "recall") void messenger.verbs.recall(row).catch(ignore);
      else if (kind === "react") void messenger.verbs.react(row, "👍", true).catch(ignore);
      else void messenger.verbs.pin(row, true).catch(ignore);
      return `${kind} ${row.seq}`;
    },
  ],
  [
    1,
    (_, { id }, { messenger }) => {
      void messenger.clear(id).catch(ignore);
      return "clear";
    },
  ],
  [
    3,
    (_, { id }, { messenger }) => {
      if (!messenger.conversations.store.getState().logs.has(id)) return undefined;
      void messenger.groups.loadMembers(id).catch(ignore);
      return "load members";
    },
  ],
];

/** The network, the browser. */
const between: readonly (readonly [number, Act])[] = [
  [
    4,
    (_, __, { wire }) => {
      wire.cut();
      return "cut";
    },
  ],
  [
    4,
    (_, __, { wire }) => {
      wire.isDown = !wire.isDown;
      if (wire.isDown) wire.cut();
      return wire.isDown ? "down" : "up";
    },
  ],
  [
    3,
    ({ dice }, _, { wire }) => {
      const reason = dice.pick(["missed", "missed", "moving"] as const) ?? "missed";
      wire.tell({ name: "Resync", push: { reason, delayMilliseconds: dice.below(2_000) } });
      return `resync: ${reason}`;
    },
  ],
  [
    2,
    (world, _, tab) => {
      // What another tab has removed it may have put back into the cache, where it stays if it dies before it hears of it itself.
      if (world.hadTwoTabs && haveLeftSomething(world)) return undefined;
      world.kill(tab);
      if (world.tabs.length === 0) world.open();
      return "a tab dies";
    },
  ],
  [
    1,
    (world) => {
      // One that has not heard of the restored backup would write into the cache of the one that has.
      if (world.tabs.length > 1 || world.tabs.some(({ wire }) => wire.epoch !== world.server.epoch)) return undefined;
      world.open();
      return "a second tab";
    },
  ],
];

const acts = [...elsewhere, ...here, ...between];
const total = acts.reduce((sum, [weight]) => sum + weight, 0);

function revise(
  { server, dice }: World,
  conversation: ModelConversation,
  change: (row: Message) => Message,
): string | undefined {
  const row = conversation.row(dice.between(1, conversation.seq));
  if (row?.kind !== "text" || row.recalled !== undefined) return undefined;
  server.revise(conversation, row.seq, change);
  return `changed ${row.seq} at ${conversation.version}`;
}

const haveLeftSomething = ({ server }: World): boolean =>
  [...server.conversations.values()].some(({ stored }) => stored.members.get(ME)?.member.left === true);

const reactionOf = ({ dice }: World) => ({ emoji: "👍", count: dice.between(1, 9), userIds: ["ann"] });

const runsOf = (messenger: Tab["messenger"], id: string) =>
  messenger.conversations.store.getState().logs.get(id)?.runs ?? [];
