import type { Page } from "@playwright/test";
import { median, quantile } from "./numbers.ts";
import { longestTask, switchTo, watchFrames } from "./probes.ts";
import type { Report } from "./Report.ts";

export async function measureSwitches(
  report: Report,
  page: Page,
  ids: readonly string[],
  count: number,
  slowdown: number,
) {
  for (const id of ids) await switchTo(page, id);
  const times: number[] = [];
  for (let index = 0; index < count; index++) times.push(await switchTo(page, ids[index % ids.length] ?? ""));
  const [middle, high] = [median(times), quantile(times, 0.95)];
  report.add({
    what: `conversation switch from the cache, CPU ${slowdown}×, ${count} switches`,
    measured: `median ${middle.toFixed(0)} ms, p95 ${high.toFixed(0)} ms`,
    budget: "< 100 ms, < 160 ms",
    met: middle < 100 && high < 160,
  });
}

export async function measureTyping(report: Report, page: Page, keys: number, slowdown: number) {
  const field = page.locator("textarea");
  await field.focus();
  await page.keyboard.type("warming up ", { delay: 30 });
  await page.evaluate(() => {
    window.bench.keys = [];
  });
  for (let index = 0; index < keys; index++) await page.keyboard.press("a", { delay: 10 });
  await page.waitForTimeout(300);
  const times = await page.evaluate(() => window.bench.keys);
  await field.fill("");
  const high = quantile(times, 0.95);
  report.add({
    what: `key to painted character in the long log, CPU ${slowdown}×, ${times.length} keys`,
    measured: `median ${median(times).toFixed(0)} ms, p95 ${high.toFixed(0)} ms`,
    budget: "p95 < 34 ms",
    met: high < 34,
  });
}

const overLog = async (page: Page) => {
  const box = await page.getByRole("log").boundingBox();
  if (box === null) throw new Error("There is no log.");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
};

/** Turns the wheel until the first message is reached, or the time is over; answers the first seq that was reached. */
export async function scrollToBeginning(page: Page, milliseconds: number): Promise<number> {
  await overLog(page);
  const end = Date.now() + milliseconds;
  let first = Number.POSITIVE_INFINITY;
  while (first > 1 && Date.now() < end) {
    for (let turn = 0; turn < 10; turn++) await page.mouse.wheel(0, -3_000);
    first = await page.evaluate(() =>
      Math.min(
        ...[...document.querySelectorAll<HTMLElement>("[role=log] [data-seq]")].map((row) =>
          Number(row.dataset["seq"]),
        ),
      ),
    );
  }
  return first;
}

export async function measureScrolling(report: Report, page: Page, milliseconds: number, slowdown: number) {
  await overLog(page);
  await longestTask(page);
  const stop = await watchFrames(page);
  const began = Date.now();
  for (let turn = 0; Date.now() - began < milliseconds; turn++) {
    await page.mouse.wheel(0, turn % 200 < 150 ? 240 : -240);
    await page.waitForTimeout(8);
  }
  const { frames, blank } = await stop();
  const [middle, high, task] = [median(frames), quantile(frames, 0.95), await longestTask(page)];
  report.add({
    what: `scrolling the long log, CPU ${slowdown}×, ${frames.length} frames (longest task ${task.toFixed(0)} ms: what is above it is the rasteriser)`,
    measured: `median ${middle.toFixed(1)} ms, p95 ${high.toFixed(1)} ms, ${blank} blank`,
    budget: "≤ 17 ms, ≤ 34 ms, none",
    met: middle <= 17 && high <= 34 && blank === 0,
  });
}

/** How far the row under the eye moves while older rows are put before it, nobody touching the wheel. */
export async function measurePrepending(report: Report, page: Page, pages: number) {
  const moved: number[] = [];
  for (let count = 0; count < pages; count++) {
    moved.push(
      await page.evaluate(async () => {
        const log = document.querySelector<HTMLElement>("[role=log]");
        if (log === null) throw new Error("no log");
        const frame = () => new Promise(requestAnimationFrame);
        const rows = () => [...log.querySelectorAll<HTMLElement>("[data-seq]")];
        const height = log.scrollHeight;
        log.scrollTop = 250;
        for (let settle = 0; settle < 2; settle++) await frame();
        const edge = log.getBoundingClientRect().top;
        const anchor = rows().find((row) => row.getBoundingClientRect().bottom > edge)?.dataset["seq"];
        const place = () =>
          rows()
            .find((row) => row.dataset["seq"] === anchor)
            ?.getBoundingClientRect().top;
        const before = place() ?? Number.NaN;
        let most = 0;
        const end = performance.now() + 1_500;
        while (performance.now() < end) {
          await frame();
          most = Math.max(most, Math.abs((place() ?? Number.POSITIVE_INFINITY) - before));
        }
        return log.scrollHeight > height ? most : Number.NaN;
      }),
    );
  }
  const seen = moved.filter((one) => !Number.isNaN(one));
  const most = Math.max(0, ...seen);
  report.add({
    what: `displacement of the row under the eye, ${seen.length} pages put before it`,
    measured: `${most.toFixed(1)} px`,
    budget: "≤ 2 px",
    met: seen.length > 0 && most <= 2,
  });
}
