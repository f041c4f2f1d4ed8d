import type { DescribeFile } from "../core/uploads/facts.ts";

/** What this device can say of a file; what reads films is fetched with the first one. */
export const describeFile: DescribeFile = async (file) => {
  if (!file.type.startsWith("video/")) return {};
  try {
    return await (await import("./readFilm.ts")).readFilm(file);
  } catch {
    // It goes without: what this browser cannot show, another may.
    return {};
  }
};
