import type { Attachment } from "../../wire/index.ts";

/** Pictures, films and sounds that browsers show by themselves, as the server tells them from what is only saved. */
const SHOWN = new Set([
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "video/mp4",
  "video/webm",
  "video/ogg",
  "video/quicktime",
  "audio/mpeg",
  "audio/mp4",
  "audio/aac",
  "audio/ogg",
  "audio/wav",
  "audio/flac",
]);

/** How a file is shown: what a browser cannot show is a document, whatever it is. */
export function shownAs({ kind, mediaType, hasThumbnails, isVoice }: Attachment): Attachment["kind"] {
  if (kind === "image") return hasThumbnails === true || SHOWN.has(mediaType) ? kind : "document";
  // A recorder of a browser writes sound into the same container as films.
  if (kind === "audio") return SHOWN.has(mediaType) || isVoice === true ? kind : "document";
  return kind === "video" && SHOWN.has(mediaType) ? kind : "document";
}

/** Where a message is whose files are shown. */
export interface FilesAt {
  readonly conversationId: string;
  readonly seq: number;
}

/** A file, and the message that it is shown from. */
export interface PlacedFile {
  readonly at: FilesAt;
  readonly file: Attachment;
}

/** The address of a file's content, or of a smaller picture of it: at most 320 or 1,280 pixels wide and high. */
export function contentOf({ conversationId, seq }: FilesAt, fileId: string, size?: "small" | "large"): string {
  const path = `/files/${conversationId}/${seq}/${fileId}`;
  return size === undefined ? path : `${path}?size=${size}`;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The sides of a single picture or film in a log, in pixels. */
const LONGEST = 320;
const SHORTEST = 48;

/** The box of a picture or film, known before it is loaded: never larger than itself, and never too thin to be pressed. */
export function boxOf({ width, height }: Pick<Attachment, "width" | "height">, unknown: Size): Size {
  const known = width === undefined || height === undefined ? unknown : { width, height };
  const scale = Math.min(1, LONGEST / known.width, LONGEST / known.height);
  const side = (length: number) => Math.max(SHORTEST, Math.round(length * scale));
  return { width: side(known.width), height: side(known.height) };
}

/** Above the byte. */
const UNITS = ["kilobyte", "megabyte", "gigabyte"] as const;

/** A number of bytes in the unit that suits it, of powers of 1,000 as the limits are. */
export function sizeInWords(bytes: number, locale: string): string {
  let value = bytes;
  let unit = -1;
  // What would be rounded up to 1,000 is 1 of the next unit.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit++;
  }
  const suiting = UNITS[unit];
  // The short form of a byte is the whole word, the narrow one has no space as the others have.
  if (suiting === undefined) return `${value} B`;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: suiting,
    unitDisplay: "short",
    maximumFractionDigits: value >= 99.95 ? 0 : 1,
  }).format(value);
}

/** A length as on a clock: 0:07, 12:30, 1:02:03. */
export function lengthInWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  const two = (number: number) => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** How loud a sound is over time, from 0 to 1. */
export const loudness = (waveform: string): readonly number[] =>
  Array.from(atob(waveform), (byte) => byte.charCodeAt(0) / 255);

/** What the browser takes a file for that is not sent yet. */
export function kindOfMedia(mediaType: string): Attachment["kind"] {
  const [kind] = mediaType.split("/");
  return kind === "image" || kind === "video" || kind === "audio" ? kind : "document";
}

/** What stands for files where there is room for words alone: in lists, quotes and announcements. Undefined without files. */
export function wordsOfFiles(files: readonly Pick<Attachment, "kind" | "name" | "isVoice">[]) {
  const [first] = files;
  if (first === undefined) return undefined;
  const count = files.length;
  if (count > 1) {
    const pictures = files.every(({ kind }) => kind === "image");
    return { id: pictures ? "file.pictures" : "file.many", values: { count } } as const;
  }
  const { kind, name, isVoice } = first;
  if (isVoice === true) return { id: "file.voice", values: {} } as const;
  switch (kind) {
    case "image":
      return { id: "file.picture", values: {} } as const;
    case "video":
      return { id: "file.video", values: {} } as const;
    case "audio":
      return { id: "file.audio", values: { name } } as const;
    case "document":
      return { id: "file.document", values: { name } } as const;
    default:
      return kind satisfies never;
  }
}
