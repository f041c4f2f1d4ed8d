import { describe, expect, test } from "vitest";
import {
  boxOf,
  contentOf,
  lengthInWords,
  loudness,
  shownAs,
  sizeInWords,
  wordsOfFiles,
} from "../src/features/Files/files.model.ts";
import type { Attachment } from "../src/wire/index.ts";

const file = (kind: Attachment["kind"], mediaType: string, more: Partial<Attachment> = {}): Attachment => ({
  fileId: "f1",
  kind,
  name: "规格 v2.pdf",
  size: 1,
  mediaType,
  ...more,
});

describe("the words of files", () => {
  const picture = file("image", "image/png");
  const paper = file("document", "application/pdf");

  test("say what a single one is, and name what is not seen or spoken", () => {
    expect(wordsOfFiles([])).toBeUndefined();
    expect(wordsOfFiles([picture])).toEqual({ id: "file.picture", values: {} });
    expect(wordsOfFiles([file("video", "video/mp4")])).toEqual({ id: "file.video", values: {} });
    expect(wordsOfFiles([file("audio", "audio/mpeg")])).toEqual({ id: "file.audio", values: { name: "规格 v2.pdf" } });
    expect(wordsOfFiles([file("audio", "audio/ogg", { isVoice: true })])?.id).toBe("file.voice");
    expect(wordsOfFiles([paper])).toEqual({ id: "file.document", values: { name: "规格 v2.pdf" } });
  });

  test("count several", () => {
    expect(wordsOfFiles([picture, picture])).toEqual({ id: "file.pictures", values: { count: 2 } });
    expect(wordsOfFiles([picture, paper, picture])).toEqual({ id: "file.many", values: { count: 3 } });
  });
});

describe("a size", () => {
  test.each([
    [0, "0 B"],
    [999, "999 B"],
    [1_000, "1 kB"],
    [1_540, "1.5 kB"],
    [99_960, "100 kB"],
    [999_400, "999 kB"],
    [999_500, "1 MB"],
    [12_345_678, "12.3 MB"],
    [500_000_000, "500 MB"],
    [20_000_000_000, "20 GB"],
    [3_000_000_000_000, "3,000 GB"],
  ])("of %d bytes is %s", (bytes, words) => {
    expect(sizeInWords(bytes, "en")).toBe(words);
  });

  test("is said in the reader's language", () => {
    expect(sizeInWords(1_540, "de")).toBe("1,5 kB");
    expect(sizeInWords(999, "zh-CN")).toBe("999 B");
  });
});

test("a length is said as on a clock", () => {
  expect([400, 7_400, 61_000, 3_723_000].map(lengthInWords)).toEqual(["0:00", "0:07", "1:01", "1:02:03"]);
});

test("a waveform is read from 0 to 1", () => {
  expect(loudness(btoa(String.fromCharCode(0, 51, 255)))).toEqual([0, 0.2, 1]);
});

describe("a picture", () => {
  const unknown = { width: 320, height: 240 };

  test("keeps its shape in a box of at most 320 pixels, and is not made larger", () => {
    expect(boxOf({ width: 1_600, height: 900 }, unknown)).toEqual({ width: 320, height: 180 });
    expect(boxOf({ width: 500, height: 1_000 }, unknown)).toEqual({ width: 160, height: 320 });
    expect(boxOf({ width: 100, height: 80 }, unknown)).toEqual({ width: 100, height: 80 });
  });

  test("that is tiny or thin can still be pressed; one of unknown size has the usual one", () => {
    expect(boxOf({ width: 4_000, height: 20 }, unknown)).toEqual({ width: 320, height: 48 });
    expect(boxOf({ width: 10 }, unknown)).toEqual(unknown);
  });
});

test("what a browser cannot show is a document", () => {
  expect(shownAs(file("image", "image/png"))).toBe("image");
  expect(shownAs(file("image", "image/heic"))).toBe("document");
  expect(shownAs(file("image", "image/heic", { hasThumbnails: true }))).toBe("image");
  expect(shownAs(file("video", "video/mp4"))).toBe("video");
  expect(shownAs(file("video", "video/x-matroska"))).toBe("document");
  expect(shownAs(file("audio", "video/webm", { isVoice: true }))).toBe("audio");
  expect(shownAs(file("audio", "audio/amr"))).toBe("document");
  expect(shownAs(file("document", "text/plain"))).toBe("document");
});

test("a content has the address of its message", () => {
  const at = { conversationId: "c1", seq: 7 };
  expect(contentOf(at, "f1")).toBe("/files/c1/7/f1");
  expect(contentOf(at, "f1", "large")).toBe("/files/c1/7/f1?size=large");
});
