import { expect, test } from "vitest";
import { Pins } from "../src/core/log/Pins.ts";
import { done, type Outcome } from "../src/core/outcome.ts";
import type { Message, PinList } from "../src/wire/index.ts";
import { CONVERSATION, message, OTHER } from "./support.ts";

const pinned = (seq: number, version: number, minute: number): Message =>
  message(seq, version, { pinned: { userId: OTHER, at: `2026-01-01T10:0${minute}:00Z` } });

function setUp() {
  const answers: ((outcome: Outcome<PinList>) => void)[] = [];
  const pins = new Pins(() => new Promise((resolve) => answers.push(resolve)));
  const seqs = () =>
    pins.store
      .getState()
      .get(CONVERSATION)
      ?.map(({ seq }) => seq);
  const load = async (messages: readonly Message[], meanwhile: readonly Message[] = []) => {
    const loading = pins.load(CONVERSATION);
    pins.heard(CONVERSATION, meanwhile);
    answers.pop()?.(done({ messages }));
    await loading;
  };
  return { pins, seqs, load, answers };
}

test("pins come from the server, the latest first, and are kept by what is pushed", async () => {
  const { pins, seqs, load } = setUp();
  pins.heard(CONVERSATION, [pinned(1, 1, 1)]);
  expect(seqs()).toBeUndefined();
  await load([pinned(4, 10, 3), pinned(2, 11, 2)]);
  expect(seqs()).toEqual([4, 2]);
  pins.heard(CONVERSATION, [pinned(9, 12, 5), message(8, 13)]);
  expect(seqs()).toEqual([9, 4, 2]);
  pins.heard(CONVERSATION, [message(4, 14), message(2, 15, { recalled: { at: "2026-01-01T11:00:00Z" } })]);
  expect(seqs()).toEqual([9]);
});

test("an older row changes nothing, and what changes nothing is the same list", async () => {
  const { pins, seqs, load } = setUp();
  await load([pinned(4, 10, 3)]);
  const before = pins.store.getState();
  pins.heard(CONVERSATION, [message(4, 9), message(5, 11)]);
  expect(pins.store.getState()).toBe(before);
  expect(seqs()).toEqual([4]);
});

test("what came while the server was asked is newer than its answer", async () => {
  const { seqs, load } = setUp();
  await load([pinned(4, 10, 3)], [message(4, 11), pinned(6, 12, 4)]);
  expect(seqs()).toEqual([6]);
});

test("the answer for a conversation that was left meanwhile is dropped", async () => {
  const { pins, seqs, answers } = setUp();
  const loading = pins.load(CONVERSATION);
  pins.forget(CONVERSATION);
  answers.pop()?.(done({ messages: [pinned(4, 10, 3)] }));
  await loading;
  expect(seqs()).toBeUndefined();
});
