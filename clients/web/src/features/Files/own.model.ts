import type { UploadedFile, UploadList } from "../../wire/index.ts";

/** How full the room for one's files is, from 0 to 1; undefined where it has no bound, which the server writes as its largest number. */
export function shareOf({ used, quota }: Pick<UploadList, "used" | "quota">): number | undefined {
  if (quota > Number.MAX_SAFE_INTEGER) return undefined;
  return quota <= 0 ? 1 : Math.min(1, used / quota);
}

/** What is said of an upload that cannot be sent; undefined for all others. */
export function wordsOfState({ state, received, size }: Pick<UploadedFile, "state" | "received" | "size">) {
  switch (state) {
    case "uploading":
      return { id: "uploads.uploading", values: { share: size === 0 ? 0 : received / size } } as const;
    case "checking":
      return { id: "uploads.checking", values: {} } as const;
    case "refused":
      return { id: "uploads.refused", values: {} } as const;
    case "ready":
      return undefined;
    default:
      return state satisfies never;
  }
}
