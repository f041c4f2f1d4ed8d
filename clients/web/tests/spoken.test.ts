import { describe, expect, test } from "vitest";
import { attachFileOf } from "../src/core/uploads/facts.ts";
import { packWaveform } from "../src/core/uploads/waveform.ts";
import { loudness } from "../src/features/Files/files.model.ts";

describe("a waveform", () => {
  test("has at most 64 bytes, each the loudest of its part", () => {
    const peaks = Array.from({ length: 1_000 }, (_, index) => (index === 500 ? 1 : 0.5));
    const bars = loudness(packWaveform(peaks));
    expect(bars).toHaveLength(64);
    expect(bars.filter((bar) => bar === 1)).toHaveLength(1);
    expect(bars[32]).toBe(1);
    expect(bars[0]).toBeCloseTo(0.5, 2);
  });

  test("has a byte for each peak of a short sound, and none for nothing", () => {
    expect(loudness(packWaveform([0, 0.25, 0.5]))).toEqual([0, 128 / 255, 1]);
    expect(packWaveform([])).toBe("");
  });

  test("shows who speaks softly as loud, and silence as silence", () => {
    expect(Math.max(...loudness(packWaveform([0.1, 0.2])))).toBe(1);
    expect(Math.max(...loudness(packWaveform([0.001, 0.002])))).toBeLessThan(0.05);
  });
});

describe("what is said of a file", () => {
  const spoken = { isVoice: true, durationMilliseconds: 1_500.4, waveform: "AAA=" };

  test("that was spoken is said also where the server takes it for a film", () => {
    const said = { fileId: "f", isVoice: true, durationMilliseconds: 1_500, waveform: "AAA=" };
    expect(attachFileOf("f", "video", { ...spoken, width: 10, height: 10 }, "p")).toEqual(said);
    expect(attachFileOf("f", "audio", spoken)).toEqual(said);
  });

  test("is nothing that the server would refuse", () => {
    expect(attachFileOf("f", "document", spoken)).toEqual({ fileId: "f" });
    expect(attachFileOf("f", undefined, { width: 1, height: 1 }, "p")).toEqual({ fileId: "f" });
    const wide = { width: 20_000, height: 100, durationMilliseconds: 0.2 };
    expect(attachFileOf("f", "video", wide)).toEqual({ fileId: "f" });
  });
});
