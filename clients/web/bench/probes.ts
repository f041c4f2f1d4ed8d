import type { Page } from "@playwright/test";

declare global {
  interface Window {
    /** What the probe has noted, in milliseconds since the page began. */
    bench: { usable: number; tasks: number[]; timers: number[]; frames: number[]; blank: number; keys: number[] };
  }
}

/** Notes from before the page's first script on: when it is usable, long tasks, timers that fire, keys that are painted. */
export const watch = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    window.bench = { usable: 0, tasks: [], timers: [], frames: [], blank: 0, keys: [] };
    const isUsable = () =>
      document.querySelector("#line") !== null ||
      (document.querySelector("[role=log] [data-seq]") !== null && document.querySelector("textarea") !== null);
    const look = () => {
      if (!isUsable()) requestAnimationFrame(look);
      else requestAnimationFrame(() => requestAnimationFrame((now) => (window.bench.usable = now)));
    };
    requestAnimationFrame(look);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.bench.tasks.push(entry.duration);
    }).observe({ type: "longtask", buffered: true });
    const { setTimeout: after } = window;
    window.setTimeout = ((run: () => void, milliseconds = 0, ...more: []) =>
      after(
        () => {
          window.bench.timers.push(milliseconds);
          run();
        },
        milliseconds,
        ...more,
      )) as typeof window.setTimeout;
    const every = window.setInterval;
    window.setInterval = ((run: () => void, milliseconds = 0) =>
      every(() => {
        window.bench.timers.push(milliseconds);
        run();
      }, milliseconds)) as typeof window.setInterval;
    window.addEventListener(
      "keydown",
      ({ timeStamp }) =>
        requestAnimationFrame(() => after(() => window.bench.keys.push(performance.now() - timeStamp))),
      true,
    );
  });

/** The longest task since the last call; below 50 ms the browser names none. */
export const longestTask = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, ...window.bench.tasks.splice(0)));

/** Clicks a link and answers when the log that it leads to is painted. */
export const switchTo = (page: Page, id: string): Promise<number> =>
  page.evaluate(async (conversationId) => {
    const inList = () => document.querySelector<HTMLElement>(`a[href="/c/${conversationId}"]`);
    // The list has only the links that are in view: one scrolls to the others before the time counts.
    let list = document.querySelector('a[href^="/c/"]')?.parentElement;
    while (list && !/auto|scroll/.test(getComputedStyle(list).overflowY)) list = list.parentElement;
    for (let top = 0; list && inList() === null && top < list.scrollHeight; top += list.clientHeight / 2) {
      list.scrollTop = top;
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    }
    const link = inList();
    if (link === null) throw new Error("no such link");
    const before = document.querySelector("[role=log] [data-seq]");
    const began = performance.now();
    link.click();
    for (;;) {
      const now = await new Promise<number>(requestAnimationFrame);
      const row = document.querySelector("[role=log] [data-seq]");
      if (row !== null && row !== before && location.pathname.endsWith(conversationId)) break;
      if (now - began > 5_000) throw new Error("nothing is painted");
    }
    await new Promise(requestAnimationFrame);
    return performance.now() - began;
  }, id);

/** Watches every frame until the returned function is called: its length, and whether rows are where one looks. */
export async function watchFrames(page: Page): Promise<() => Promise<{ frames: number[]; blank: number }>> {
  await page.evaluate(() => {
    const log = document.querySelector("[role=log]");
    const bounds = log?.getBoundingClientRect();
    if (bounds === undefined) throw new Error("no log");
    window.bench.frames = [];
    window.bench.blank = 0;
    let last = performance.now();
    const look = (now: number) => {
      if (window.bench.blank < 0) return;
      window.bench.frames.push(now - last);
      last = now;
      // While it scrolls the list lets no pointer through, so rows are looked for by where they are, not by elementsFromPoint.
      const rows = [...(log?.firstElementChild?.children ?? [])].map((row) => row.getBoundingClientRect());
      for (const part of [0.2, 0.5, 0.8]) {
        const y = bounds.top + bounds.height * part;
        if (!rows.some((row) => row.top <= y && y <= row.bottom)) window.bench.blank++;
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return () =>
    page.evaluate(() => {
      const { frames, blank } = window.bench;
      window.bench.blank = Number.NEGATIVE_INFINITY;
      return { frames: frames.slice(1), blank };
    });
}
