import { describe, expect, test } from "vitest";
import { isInCode, triggerAt } from "../src/features/Messages/completion.model.ts";
import { edited, fromWire, toWire, type Written, withName } from "../src/features/Messages/written.model.ts";

const FANG = "01939e00-1111-7222-8333-444455556666";
const OTHER = "01939e00-1111-7222-8333-444455557777";
const names = new Map([
  [FANG, "@王芳"],
  [OTHER, "@王芳"],
  ["all", "@所有人"],
]);
const read = (wire: string) => fromWire(wire, (target) => names.get(target) ?? "@…");

/** Types at a place, as a field reports it. */
const typed = (before: Written, at: number, words: string, instead = 0): Written =>
  edited(before, before.text.slice(0, at) + words + before.text.slice(at + instead), at + words.length);

describe("what is written in the field", () => {
  test("shows names and travels as ids, there and back", () => {
    for (const wire of ["", "你好", `<@${FANG}>`, `a <@${FANG}> b <@all>c`, `<@${FANG}><@${OTHER}>`]) {
      expect(toWire(read(wire))).toBe(wire);
    }
    expect(read(`你好<@${FANG}>！`).text).toBe("你好@王芳！");
  });

  test("a name moves with what is typed before it, and stays with what is typed after it", () => {
    const text = read(`hi <@${FANG}> there`);
    expect(toWire(typed(text, 0, "oh, "))).toBe(`oh, hi <@${FANG}> there`);
    expect(toWire(typed(text, 3, "@"))).toBe(`hi @<@${FANG}> there`);
    expect(toWire(typed(text, 6, "们"))).toBe(`hi <@${FANG}>们 there`);
    expect(toWire(typed(text, 0, "", 3))).toBe(`<@${FANG}> there`);
    expect(toWire(typed(text, 7, "", 5))).toBe(`hi <@${FANG}> `);
  });

  test("a name that was changed is only words", () => {
    const text = read(`hi <@${FANG}> there`);
    expect(toWire(typed(text, 5, "", 1))).toBe("hi @王 there");
    expect(toWire(typed(text, 4, "小"))).toBe("hi @小王芳 there");
    expect(toWire(typed(text, 0, "all", 5))).toBe("all芳 there");
    expect(toWire(typed(text, 0, "", text.text.length))).toBe("");
  });

  test("of two of one name each stays who was taken", () => {
    const text = read(`<@${FANG}> <@${OTHER}>`);
    expect(toWire(typed(text, 0, "", 4))).toBe(`<@${OTHER}>`);
    expect(toWire(typed(text, 3, "和"))).toBe(`<@${FANG}>和 <@${OTHER}>`);
    expect(toWire(edited(text, "@王芳", 0))).toBe(`<@${OTHER}>`);
  });

  test("repeated characters do not move the place of a change", () => {
    const text = read(`aaa<@${FANG}>aaa`);
    expect(toWire(typed(text, 2, "a"))).toBe(`aaaa<@${FANG}>aaa`);
    expect(toWire(typed(text, 6, "a"))).toBe(`aaa<@${FANG}>aaaa`);
  });

  test("a change that the caret does not tell, as by the field's own undo, is found by what differs", () => {
    const text = read(`one <@${FANG}> two`);
    expect(toWire(edited(text, "oone @王芳 two", 9))).toBe(`oone <@${FANG}> two`);
    expect(toWire(edited(text, "one @王芳 to", 0))).toBe(`one <@${FANG}> to`);
  });

  test("words that were put there name somebody from then on, if they are there", () => {
    const text = { text: "问一下@王芳 吧", named: [] };
    expect(toWire(withName(text, 3, "@王芳", FANG))).toBe(`问一下<@${FANG}> 吧`);
    expect(toWire(withName(text, 2, "@王芳", FANG))).toBe("问一下@王芳 吧");
    expect(toWire(withName(read(`@王芳 <@${OTHER}>`), 0, "@王芳", FANG))).toBe(`<@${FANG}> <@${OTHER}>`);
  });
});

describe("completion", () => {
  const at = (text: string, caret = text.length) => triggerAt({ text, named: [] }, caret);

  test("a mention begins after a space, a line, or a Chinese character, never within an address", () => {
    expect(at("@")).toEqual({ kind: "mention", from: 0, query: "" });
    expect(at("你好@wf")).toEqual({ kind: "mention", from: 2, query: "wf" });
    expect(at("a @王", 4)).toEqual({ kind: "mention", from: 2, query: "王" });
    expect(at("me@example")).toBeUndefined();
    expect(at("@wang fang")).toBeUndefined();
    expect(at("@wf 后", 3)).toEqual({ kind: "mention", from: 0, query: "wf" });
  });

  test("an emoji begins with two letters, never within a time or an address", () => {
    expect(at(":sm")).toEqual({ kind: "emoji", from: 0, query: "sm" });
    expect(at("好：笑脸")).toEqual({ kind: "emoji", from: 1, query: "笑脸" });
    expect(at(":s")).toBeUndefined();
    expect(at("10:30")).toBeUndefined();
    expect(at("https://a")).toBeUndefined();
  });

  test("nothing is offered within code or within a name that was taken", () => {
    expect(at("`a @b")).toBeUndefined();
    expect(at("`a` @b")).toBeDefined();
    expect(at("```\n@b")).toBeUndefined();
    expect(isInCode("```\na\n```\nb", 11)).toBe(false);
    const text = read(`<@${FANG}>`);
    expect(triggerAt(text, text.text.length)).toBeUndefined();
  });
});
