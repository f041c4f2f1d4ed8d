import { describe, expect, test } from "vitest";
import { readChinese } from "../src/browser/pinyin.ts";
import { type Named, NameIndex } from "../src/core/names/NameIndex.ts";
import { RANK } from "../src/core/names/NameKey.ts";
import { type Pronounce, Readings } from "../src/core/names/Readings.ts";
import { FakeClock } from "./support.ts";

const pronounce: Pronounce = async (texts) => texts.map(readChinese);

async function index(named: readonly Named[]): Promise<NameIndex> {
  const clock = new FakeClock();
  const readings = new Readings(pronounce, clock);
  const names = new NameIndex(readings);
  names.put(named);
  readings.begin();
  await clock.move(100);
  return names;
}

const called = (...names: readonly string[]): Named => ({ id: names[0] ?? "", names });

/** The best hit with what is marked in brackets. */
function marked(names: NameIndex, query: string): string | undefined {
  const [hit] = names.find(query);
  if (hit === undefined) return undefined;
  let text = "";
  let at = 0;
  for (const [from, to] of hit.ranges) {
    text += `${hit.name.slice(at, from)}[${hit.name.slice(from, to)}]`;
    at = to;
  }
  return text + hit.name.slice(at);
}

describe("a name is found", () => {
  test.each([
    ["王芳", "王", "[王]芳"],
    ["王芳", "芳", "王[芳]"],
    ["王芳", "wf", "[王芳]"],
    ["王芳", "wangf", "[王芳]"],
    ["王芳", "wangfang", "[王芳]"],
    ["王芳", "wang fang", "[王芳]"],
    ["王芳", "WangFang", "[王芳]"],
    ["王芳", "王f", "[王芳]"],
    ["王芳", "w芳", "[王芳]"],
    ["王芳", "fang", "王[芳]"],
    ["发布值班", "fbzb", "[发布值班]"],
    ["发布值班", "fabu", "[发布]值班"],
    ["发布值班", "发布z", "[发布值]班"],
    ["发布值班", "值班 发布", "[发布值班]"],
    ["发布值班", "fzb", undefined],
    ["曾小贤", "zengxiaoxian", "[曾小贤]"],
    ["曾小贤", "zxx", "[曾小贤]"],
    ["曾小贤", "ceng", "[曾]小贤"],
    ["单丽", "shanli", "[单丽]"],
    ["仇英", "qiuy", "[仇英]"],
    ["解晓东", "xiexd", "[解晓东]"],
    ["解决方案", "jiejue", "[解决]方案"],
    ["万俟卨", "moqi", "[万俟]卨"],
    ["重庆办公室", "chongqing", "[重庆]办公室"],
    ["吕绿", "lvl", "[吕绿]"],
    ["吕绿", "lulyu", "[吕绿]"],
    ["西安", "xi'an", "[西安]"],
    ["😀曾𠮷", "zeng", "😀[曾]𠮷"],
    ["Ann Lee", "al", "[A]nn [L]ee"],
    ["Ann Lee", "annl", "[Ann] [L]ee"],
    ["Ann Lee", "lee", "Ann [Lee]"],
    ["Ann Lee", "nn", "A[nn] Lee"],
    ["Ann Lee", "lee ann", "[Ann] [Lee]"],
    ["Zoë Müller", "zoe mu", "[Zoë Mü]ller"],
    ["Zoe\u0308 Ra", "zoë", "[Zoe\u0308] Ra"],
    ["ＡＢＣ团队", "abct", "[ＡＢＣ团]队"],
    ["ﬁnance", "f", "[ﬁ]nance"],
    ["C++", "c++", "[C++]"],
    ["🎉", "🎉", "[🎉]"],
    ["Release-2 群", "r2q", "[R]elease-[2] [群]"],
    ["王芳", "李", undefined],
    ["王芳", " ", undefined],
  ])("%s by %s", async (name, query, found) => {
    expect(marked(await index([called(name)]), query)).toBe(found);
  });

  test("in an order that people expect: whole, from the beginning, from a later word, from inside, by what is said", async () => {
    const names = await index([
      called("Fang Team"),
      called("Old Fang"),
      { id: "said", names: ["Bo"], about: ["Fang's helper"] },
      called("Xfang"),
      called("Li", "fang"),
    ]);
    expect(names.find("fang").map(({ id, rank }) => [id, rank])).toEqual([
      ["Li", RANK.whole],
      ["Fang Team", RANK.beginning],
      ["Old Fang", RANK.within],
      ["Xfang", RANK.inside],
      ["said", RANK.about],
    ]);
  });

  test("among some only, and so many", async () => {
    const names = await index([called("Ann"), called("Anna"), called("Annabel")]);
    expect(names.find("ann", new Set(["Anna", "Annabel", "gone"]), 1).map(({ id }) => id)).toEqual(["Anna"]);
  });
});

describe("readings", () => {
  test("come later, and names are found as they are written before", async () => {
    const clock = new FakeClock();
    const readings = new Readings(pronounce, clock);
    const names = new NameIndex(readings);
    names.put([called("曾小贤", "zengxx")]);
    expect(marked(names, "曾")).toBe("[曾]小贤");
    expect(marked(names, "zeng")).toBe("[zeng]xx");
    await clock.move(1_000);
    expect(readings.store.getState().answers).toBe(0);
    readings.begin();
    await clock.move(100);
    expect(marked(names, "zeng")).toBe("[曾]小贤");
    names.put([called("单丽")]);
    await clock.move(100);
    expect(marked(names, "sl")).toBe("[单丽]");
  });

  test("of the server come first: its owner knows best", async () => {
    const readings = new Readings(pronounce, new FakeClock());
    const names = new NameIndex(readings);
    names.put([{ id: "le", names: ["王乐"], spoken: { name: "王乐", syllables: "wang yue" } }]);
    expect(marked(names, "wangyue")).toBe("[王乐]");
    expect(marked(names, "wangle")).toBeUndefined();
    names.put([{ id: "le", names: ["乐", "王乐"], spoken: { name: "王乐", syllables: "wang" } }]);
    expect(names.find("wang")).toEqual([]);
  });

  test("are asked for again after a failure, with the next beginning", async () => {
    let fails = true;
    const clock = new FakeClock();
    const readings = new Readings(async (texts) => {
      if (fails) throw new Error("gone");
      return pronounce(texts);
    }, clock);
    const names = new NameIndex(readings);
    names.put([called("单丽")]);
    readings.begin();
    await clock.move(100);
    expect(names.find("sl")).toEqual([]);
    fails = false;
    readings.begin();
    await clock.move(100);
    expect(marked(names, "sl")).toBe("[单丽]");
  });
});

test("a hostile name does not keep the reader waiting", async () => {
  const names = await index([called("aaaa ".repeat(20))]);
  expect(names.find(`${"a".repeat(60)}b`)).toEqual([]);
});

test("5,000 names", async () => {
  const surnames = [..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高曾单仇解"];
  const given = [..."伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红"];
  const pick = (from: readonly string[], at: number) => from[at % from.length] ?? "";
  const named = Array.from({ length: 5_000 }, (_, at) => ({
    id: `${at}`,
    names: [
      pick(surnames, at) + pick(given, Math.floor(at / 7)) + pick(given, Math.floor(at / 31)),
      `user${at.toString(36)}`,
    ],
    about: ["软件工程师", "研发中心"],
  }));
  const now = () => process.cpuUsage().user / 1_000;
  const begun = now();
  const texts = named.map(({ names: [name = ""] }) => name);
  const read = texts.map(readChinese);
  const readIn = now() - begun;
  const names = await index(named);
  const keysBegun = now();
  names.find("w");
  const keysIn = now() - keysBegun;
  for (const query of ["wang", "xyz"]) names.find(query);
  const spent = ["w", "wf", "wangf", "王", "zeng", "r", "user1", "zzzz", "工程"].map((query) => {
    const from = now();
    const found = names.find(query).length;
    return `${query} ${(now() - from).toFixed(1)} ms (${found})`;
  });
  console.log(`5,000 names: read in ${readIn.toFixed(0)} ms, keys ${keysIn.toFixed(0)} ms; ${spent.join(", ")}`);
  expect(read).toHaveLength(5_000);
  expect(names.find("zeng").length).toBeGreaterThan(100);
});
