import { readChinese } from "./pinyin.ts";

self.addEventListener("message", ({ data }: MessageEvent<readonly string[]>) =>
  self.postMessage(data.map(readChinese)),
);
