import type { AttachFile, FileKind } from "../../wire/index.ts";

/** What a sender's client says of a film or of sound, for the server looks at pictures only. */
export interface FileFacts {
  /** Of a film as it is shown, upright: pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly durationMilliseconds?: number;
  /** It was spoken for this message. */
  readonly isVoice?: boolean;
  /** How loud it is over time: up to 64 bytes, base64. */
  readonly waveform?: string;
  /** The picture that stands for a film until it is played. */
  readonly poster?: File;
}

export type DescribeFile = (file: File) => Promise<FileFacts>;

/** Pixels, and milliseconds: the server takes no more. */
const LONGEST_SIDE = 16_384;
const LONGEST_DURATION = 24 * 60 * 60 * 1_000;

const within = (number: number | undefined, most: number): number | undefined =>
  number !== undefined && number >= 1 && number <= most ? Math.round(number) : undefined;

/** A recorder of a browser writes sound into the same container as films. */
const isSpoken = (kind: FileKind | undefined, { isVoice }: FileFacts): boolean =>
  isVoice === true && (kind === "audio" || kind === "video");

/** Whether it is a film that a picture may stand for. */
export const takesPoster = (kind: FileKind | undefined, facts: FileFacts): boolean =>
  kind === "video" && !isSpoken(kind, facts);

/** A file as its message names it. What the server found it to be decides what is said of it: it refuses the message for the rest. */
export function attachFileOf(
  fileId: string,
  kind: FileKind | undefined,
  facts: FileFacts,
  posterId?: string,
): AttachFile {
  const spoken = isSpoken(kind, facts);
  const isFilm = takesPoster(kind, facts);
  const duration = within(facts.durationMilliseconds, LONGEST_DURATION);
  const [width, height] = [within(facts.width, LONGEST_SIDE), within(facts.height, LONGEST_SIDE)];
  return {
    fileId,
    ...(spoken ? { isVoice: true } : {}),
    ...(spoken && facts.waveform !== undefined && facts.waveform !== "" ? { waveform: facts.waveform } : {}),
    ...((isFilm || spoken || kind === "audio") && duration !== undefined ? { durationMilliseconds: duration } : {}),
    ...(isFilm && width !== undefined && height !== undefined ? { width, height } : {}),
    ...(isFilm && posterId !== undefined ? { posterId } : {}),
  };
}
