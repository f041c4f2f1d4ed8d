import type { Pronounce } from "../core/names/Readings.ts";
import type { Reading } from "../core/names/units.ts";

let worker: Worker | undefined;

/** Asks the worker that knows how Chinese is read; it is fetched with the first question. One question at a time. */
export const pronounce: Pronounce = (texts) =>
  new Promise((resolve, reject) => {
    worker ??= new Worker(new URL("./pinyin.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<readonly Reading[]>) => resolve(data);
    worker.onerror = () => {
      worker?.terminate();
      worker = undefined;
      reject(new Error("The worker for pinyin is gone."));
    };
    worker.postMessage(texts);
  });
