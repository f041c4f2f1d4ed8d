import { expect, test } from "vitest";
import { findEmoji, loadEmoji, nameOfEmoji, recentEmoji, withUsed } from "../src/features/Messages/emoji.model.ts";

const found = async (query: string) => findEmoji(await loadEmoji(), query, 12).map(({ emoji }) => emoji);

test("an emoji is found by its English and Chinese words, and by its short code", async () => {
  expect(await found("thumbsup")).toEqual(["👍"]);
  expect(await found("+1")).toContain("👍");
  expect(await found("tada")).toContain("🎉");
  expect(await found("赞")).toContain("👍");
  expect(await found("笑脸")).toContain("😀");
  expect(await found("no such thing")).toEqual([]);
});

test("what is called so comes before what it is said of", async () => {
  const dogs = await found("dog");
  expect(dogs.slice(0, 2)).toEqual(["🐕", "🐶"]);
  expect(dogs).toContain("🦴");
});

test("an emoji is the same from the list and from the picker", async () => {
  const all = (await loadEmoji()).flat().map(({ emoji }) => emoji);
  expect(all).toEqual(expect.arrayContaining([...recentEmoji()]));
  expect(new Set(all).size).toBe(all.length);
});

test("an emoji has a name in each language", async () => {
  const [smile] = (await loadEmoji())[0] ?? [];
  if (smile === undefined) throw new Error("There is no emoji.");
  expect(nameOfEmoji(smile, "zh-CN")).toBe("嘿嘿");
  expect(nameOfEmoji(smile, "en")).toBe("grinning face");
});

test("the latest used come first, each once, and others fill up", () => {
  const used = withUsed(withUsed(withUsed(undefined, "🍜"), "👍"), "🍜");
  expect(used).toEqual(["🍜", "👍"]);
  expect(recentEmoji(used).slice(0, 4)).toEqual(["🍜", "👍", "❤️", "😄"]);
  expect(Array.from({ length: 40 }, (_, place) => String(place)).reduce(withUsed, [])).toHaveLength(24);
});
