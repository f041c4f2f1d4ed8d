import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { done, type Outcome, refused, Unknown } from "../src/core/outcome.ts";
import { Finder, type FoundPage } from "../src/core/search/Finder.ts";
import {
  addressOf,
  excerptOf,
  fileRequestOf,
  readAddress,
  requestOf,
  type SearchAddress,
} from "../src/features/Search/search.model.ts";
import { settle } from "./support.ts";

const CONVERSATION = "019dc000-0000-7000-8000-0000000000a1";
const SENDER = "019dc000-0000-7000-8000-0000000000b2";
const nothing = readAddress("");
const read = (address: string) => readAddress(address.slice("/search".length));

describe("the address of a search", () => {
  test("brings back what was searched for, whatever was typed", () => {
    const full: SearchAddress = {
      tab: "people",
      text: '100% "a&b" #1 + 发布😀 %25',
      conversationId: CONVERSATION,
      senderId: SENDER,
      since: "2026-03-01",
      until: "2026-03-02",
      hasLink: true,
      mentionsMe: true,
      best: true,
      kind: "video",
    };
    expect(read(addressOf(full))).toEqual(full);
    expect(read(addressOf(nothing))).toEqual(nothing);
  });

  test("says nothing that goes without saying, and the text only behind the #, which is sent to nobody", () => {
    expect(addressOf(nothing)).toBe("/search");
    expect(addressOf({ conversationId: CONVERSATION })).toBe(`/search?in=${CONVERSATION}`);
    expect(new URL(addressOf({ text: "salary", hasLink: true }), "https://host").search).toBe("?link=1");
  });

  test("that somebody has spoilt is read as far as it goes", () => {
    expect(readAddress("?tab=x&in=1&from=%&since=yesterday&until=2026-1-1&order=x&kind=film#%zz")).toEqual(nothing);
    expect(readAddress(`?in=${CONVERSATION}&since=x`)).toEqual({ ...nothing, conversationId: CONVERSATION });
  });
});

describe("what is asked for", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  const days = (since?: string, until?: string) => {
    const { after, before } = requestOf({ ...nothing, since, until }) ?? {};
    return [after, before];
  };

  test("of files is what applies to them, and nothing without a word", () => {
    expect(fileRequestOf({ ...nothing, text: " ", kind: "image", senderId: SENDER })).toBeUndefined();
    const search = { ...nothing, text: " 规格 ", since: "2026-03-01", hasLink: true, best: true };
    expect(fileRequestOf(search)).toEqual({ text: "规格" });
    expect(fileRequestOf({ ...search, kind: "audio", conversationId: CONVERSATION, senderId: SENDER })).toEqual({
      text: "规格",
      kind: "audio",
      conversationId: CONVERSATION,
      senderId: SENDER,
    });
  });

  test("is nothing without a word and without a filter", () => {
    expect(requestOf(nothing)).toBeUndefined();
    expect(requestOf({ ...nothing, text: "  ", best: true })).toBeUndefined();
    expect(requestOf({ ...nothing, text: " 发布 ", best: true })).toEqual({ text: "发布", order: "best" });
    expect(requestOf({ ...nothing, senderId: SENDER, mentionsMe: true })).toEqual({
      senderId: SENDER,
      mentionsMe: true,
    });
  });

  test("is whole days of the reader's time: from the beginning of the first to the end of the last", () => {
    vi.stubEnv("TZ", "Asia/Shanghai");
    expect(days("2026-03-01", "2026-03-01")).toEqual(["2026-02-28T16:00:00.000Z", "2026-03-01T16:00:00.000Z"]);
    expect(days("2026-03-01")).toEqual(["2026-02-28T16:00:00.000Z", undefined]);
    expect(days(undefined, "2026-12-31")).toEqual([undefined, "2026-12-31T16:00:00.000Z"]);
  });

  test("counts a day with another number of hours as one", () => {
    vi.stubEnv("TZ", "Europe/Berlin");
    expect(days("2026-03-29", "2026-03-29")).toEqual(["2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"]);
  });

  test("is the same days when the later one is given first", () => {
    expect(days("2026-03-05", "2026-03-01")).toEqual(days("2026-03-01", "2026-03-05"));
  });
});

describe("an excerpt", () => {
  const mention = `<@${SENDER}>`;
  const piece = (text: string, isMatch = false) => ({ text, isMatch });

  test("keeps mentions whole, also those that the match cuts apart", () => {
    expect(excerptOf([{ text: `hi ${mention}, the ` }, { text: "plan", isMatch: true }])).toEqual([
      piece("hi "),
      piece(mention),
      piece(", the "),
      piece("plan", true),
    ]);
    const cut = [{ text: "a <@" }, { text: SENDER.slice(0, 8), isMatch: true }, { text: `${mention.slice(10)} b` }];
    expect(excerptOf(cut)).toEqual([piece("a "), piece(mention, true), piece(" b")]);
  });

  test("drops what its ends have left of a mention", () => {
    const excerpt = [
      { text: "…" },
      { text: `${mention.slice(20)} the ` },
      { text: "plan", isMatch: true },
      { text: ` of ${mention.slice(0, 12)}` },
      { text: "…" },
    ];
    expect(excerptOf(excerpt)).toEqual([piece("…"), piece(" the "), piece("plan", true), piece(" of "), piece("…")]);
    expect(excerptOf([{ text: "1> 2 <" }])).toEqual([piece("1> 2 <")]);
  });
});

describe("a finder", () => {
  type Page = Outcome<FoundPage<string>>;
  let asked: { readonly request: string; readonly cursor: string | undefined; readonly answer: (page: Page) => void }[];
  let fails: ((fault: Error) => void)[];
  let finder: Finder<string, string>;
  beforeEach(() => {
    asked = [];
    fails = [];
    finder = new Finder(
      (request, cursor) =>
        new Promise((answer, fail) => {
          asked.push({ request, cursor, answer });
          fails.push(fail);
        }),
      (item) => item,
    );
  });
  const answer = async (index: number, page: Page) => {
    asked[index]?.answer(page);
    await settle();
  };
  const page = (items: readonly string[], next?: string): Page => done({ items, next });
  const held = () => finder.store.getState().found?.items;
  const progress = () => finder.store.getState().progress;

  test("never puts an earlier answer in the place of a later one", async () => {
    finder.search("a");
    finder.search("ab");
    await answer(1, page(["ab 1"]));
    await answer(0, page(["a 1"]));
    expect(held()).toEqual(["ab 1"]);
  });

  test("keeps what it has found until the next answer, and nothing once nothing is wanted", async () => {
    finder.search("a");
    await answer(0, page(["a 1"]));
    finder.search("ab");
    expect(held()).toEqual(["a 1"]);
    expect(progress()).toEqual({ state: "asking" });
    finder.search(undefined);
    await answer(1, page(["ab 1"]));
    expect(held()).toBeUndefined();
    expect(progress()).toEqual({ state: "done" });
  });

  test("asks for one further page at a time, and shows nothing twice", async () => {
    finder.search("a");
    await answer(0, page(["1", "2"], "after 2"));
    finder.more();
    finder.more();
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatchObject({ request: "a", cursor: "after 2" });
    await answer(1, page(["2", "3"]));
    expect(held()).toEqual(["1", "2", "3"]);
    finder.more();
    expect(asked).toHaveLength(2);
  });

  test("goes on through empty pages, five of them, and then leaves it to the user", async () => {
    finder.search("a");
    for (let index = 0; index < 3; index++) await answer(index, page([], `after ${index}`));
    await answer(3, page(["1"], "after 3"));
    expect(held()).toEqual(["1"]);
    expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, "after 0", "after 1", "after 2"]);

    finder.more();
    for (let index = 4; index < 10; index++) await answer(index, page([], `after ${index}`));
    expect(progress()).toEqual({ state: "done" });
    expect(asked).toHaveLength(10);
    finder.more();
    expect(asked[10]?.cursor).toBe("after 9");
  });

  test("says why it failed, keeps the pages before, and goes on from there", async () => {
    finder.search("a");
    await answer(0, refused("rate_limited"));
    expect(progress()).toEqual({ state: "failed", failure: "rate_limited" });
    finder.retry();
    await answer(1, page(["1"], "after 1"));
    finder.more();
    fails[2]?.(new Unknown("no network"));
    await settle();
    expect(progress()).toEqual({ state: "failed", failure: "unknown" });
    expect(held()).toEqual(["1"]);
    finder.retry();
    expect(asked[3]?.cursor).toBe("after 1");
  });

  test("shows whoever comes back what he left, and anybody else nothing of another search", async () => {
    finder.open("a", false);
    await answer(0, page(["1"]));
    finder.open("a", true);
    expect(asked).toHaveLength(1);
    expect(held()).toEqual(["1"]);
    finder.open("a", false);
    expect(held()).toEqual(["1"]);
    await answer(1, page(["1", "2"]));
    expect(held()).toEqual(["1", "2"]);
    finder.open("b", true);
    expect(held()).toBeUndefined();
    expect(asked[2]?.request).toBe("b");
  });
});
