import { afterEach, describe, expect, test, vi } from "vitest";
import { byMonth } from "../src/features/Files/listing.model.ts";
import { shareOf, wordsOfState } from "../src/features/Files/own.model.ts";
import type { ConversationFile } from "../src/wire/index.ts";

const file = (seq: number, postedAt: string): ConversationFile => ({
  seq,
  postedAt,
  senderId: "s1",
  attachment: { fileId: `f${seq}`, kind: "document", name: "a", size: 1, mediaType: "" },
});

describe("the months of files", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  const files = [
    file(5, "2026-03-31T17:00:00Z"),
    file(4, "2026-03-31T15:00:00Z"),
    file(3, "2026-03-01T00:00:00Z"),
    file(2, "2025-03-01T12:00:00Z"),
  ];
  const months = () => byMonth(files).map(({ key, files }) => [key, ...files.map(({ seq }) => seq)]);

  test("are those of the reader's time zone, and of their year", () => {
    vi.stubEnv("TZ", "Asia/Shanghai");
    expect(months()).toEqual([
      ["2026-4", 5],
      ["2026-3", 4, 3],
      ["2025-3", 2],
    ]);
    vi.stubEnv("TZ", "America/New_York");
    expect(months()).toEqual([
      ["2026-3", 5, 4],
      ["2026-2", 3],
      ["2025-3", 2],
    ]);
    expect(byMonth([])).toEqual([]);
  });

  test("name a moment that is in them", () => {
    expect(byMonth(files)[0]?.at).toBe(files[0]?.postedAt);
  });
});

describe("the room for one's files", () => {
  test("is full at most, and has no share without a bound", () => {
    expect(shareOf({ used: 5, quota: 20 })).toBe(0.25);
    expect(shareOf({ used: 21, quota: 20 })).toBe(1);
    expect(shareOf({ used: 0, quota: 0 })).toBe(1);
    // The largest number of the server is another one here.
    expect(shareOf({ used: 5, quota: Number("9223372036854775807") })).toBeUndefined();
  });

  test("tells of uploads that cannot be sent", () => {
    expect(wordsOfState({ state: "ready", received: 4, size: 4 })).toBeUndefined();
    expect(wordsOfState({ state: "uploading", received: 1, size: 4 })?.values).toEqual({ share: 0.25 });
    expect(wordsOfState({ state: "uploading", received: 0, size: 0 })?.values).toEqual({ share: 0 });
    expect(wordsOfState({ state: "refused", received: 4, size: 4 })?.id).toBe("uploads.refused");
  });
});
