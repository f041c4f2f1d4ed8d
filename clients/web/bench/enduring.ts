import type { CDPSession, Page } from "@playwright/test";
import { longestTask, switchTo } from "./probes.ts";
import type { Report } from "./Report.ts";
import type { Stage } from "./Stage.ts";

/** Posts so many messages in a second, for so many seconds, evenly; answers how long it took. */
async function post(stage: Stage, id: string, perSecond: number, seconds: number): Promise<number> {
  const began = Date.now();
  const under: Promise<void>[] = [];
  for (let tick = 0; tick < seconds * 10; tick++) {
    under.push(stage.say(id, perSecond / 10));
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + (tick + 1) * 100 - Date.now())));
  }
  await Promise.all(under);
  return (Date.now() - began) / 1_000;
}

export async function measureBursts(report: Report, stage: Stage, page: Page, id: string, quick: boolean) {
  await page.evaluate(() => {
    const log = document.querySelector("[role=log]");
    if (log === null) throw new Error("no log");
    let batches = 0;
    window.bench.frames = [];
    new MutationObserver(() => batches++).observe(log, { childList: true, subtree: true });
    const look = () => {
      window.bench.frames.push(batches);
      batches = 0;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await longestTask(page);
  const took = await post(stage, id, 500, 1);
  await page.waitForTimeout(1_500);
  const task = await longestTask(page);
  const updates = await page.evaluate(() => Math.max(...window.bench.frames));
  report.add({
    what: `burst of 500 messages (posted in ${took.toFixed(1)} s); changes of the log in one frame: ${updates} at most`,
    measured: `longest task ${task.toFixed(0)} ms`,
    budget: "≤ 100 ms",
    met: task <= 100,
  });
  const seconds = quick ? 3 : 30;
  const steady = await post(stage, id, 50, seconds);
  const longest = await longestTask(page);
  report.add({
    what: `50 messages a second for ${seconds} s (posted in ${steady.toFixed(1)} s)`,
    measured: `longest task ${longest.toFixed(0)} ms`,
    budget: "≤ 100 ms",
    met: longest <= 100,
  });
}

async function heap(session: CDPSession): Promise<{ readonly megabytes: number; readonly nodes: number }> {
  for (let pass = 0; pass < 3; pass++) await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { megabytes: value("JSHeapUsedSize") / 1e6, nodes: value("Nodes") };
}

export async function measureMemory(report: Report, page: Page, session: CDPSession, ids: readonly string[]) {
  const held = await heap(session);
  report.add({
    what: "memory after all conversations and the long log, garbage collected",
    measured: `${held.megabytes.toFixed(1)} MB, ${held.nodes} nodes`,
    budget: "≤ 120 MB, ≤ 5,000",
    met: held.megabytes <= 120 && held.nodes <= 5_000,
  });
  for (let index = 0; index < 100; index++) await switchTo(page, ids[index % ids.length] ?? "");
  const after = await heap(session);
  const growth = (after.megabytes / held.megabytes - 1) * 100;
  report.add({
    what: "growth over 100 switches",
    measured: `${growth.toFixed(1)} %`,
    budget: "≤ 5 %",
    met: growth <= 5,
  });
}

/** An hour's worth of a busy day in ten minutes: 360 switches, as many turns of the wheel, and 50 messages a second for a tenth of the time. */
export async function measureHour(
  report: Report,
  stage: Stage,
  page: Page,
  session: CDPSession,
  ids: readonly string[],
) {
  const before = await heap(session);
  for (let minute = 0; minute < 60; minute++) {
    const began = Date.now();
    const use = async () => {
      for (let turn = 0; turn < 6; turn++) {
        await switchTo(page, ids[(minute + turn) % ids.length] ?? "");
        await page.mouse.wheel(0, -2_000);
        await page.waitForTimeout(500);
      }
    };
    await Promise.all([post(stage, ids[minute % ids.length] ?? "", 50, 1), use()]);
    await page.waitForTimeout(Math.max(0, began + 10_000 - Date.now()));
  }
  const after = await heap(session);
  report.add({
    what: "an hour's worth of use in ten minutes: 360 switches and scrolls, 3,000 messages",
    measured: `${before.megabytes.toFixed(1)} → ${after.megabytes.toFixed(1)} MB, ${after.nodes} nodes`,
    budget: "≤ 120 MB, ≤ 5,000",
    met: after.megabytes <= 120 && after.nodes <= 5_000,
  });
}

/** Half a minute and more of nothing: which timers run, and what goes over the network. */
export async function measureIdle(report: Report, page: Page, session: CDPSession, seconds: number) {
  await page.waitForTimeout(12_000);
  await session.send("Network.enable");
  const requests: string[] = [];
  let frames = 0;
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  session.on("Network.webSocketFrameSent", () => frames++);
  await page.evaluate(() => {
    window.bench.timers = [];
  });
  await page.waitForTimeout(seconds * 1_000);
  const timers = await page.evaluate(() => window.bench.timers);
  // The hub's own keep-alive looks every five seconds whether fifteen have passed, and the server's silence is watched.
  const fast = timers.filter((period) => period < 30_000);
  const kinds = [...new Set(fast)]
    .sort((a, b) => a - b)
    .map((one) => `${fast.filter((all) => all === one).length} × ${one} ms`);
  report.add({
    what: `timers below 30 s that fired in ${seconds} idle seconds`,
    measured: kinds.join(", ") || "none",
    budget: "only the keep-alive",
    met: fast.length <= seconds / 5 && fast.every((period) => period >= 1_000),
  });
  report.add({
    what: `requests and frames sent in ${seconds} idle seconds`,
    measured: `${requests.length} requests ${requests.join(" ")}, ${frames} frames`,
    budget: "keep-alive every 15 s, a sync every minute",
    met: requests.length === 0 && frames <= Math.ceil(seconds / 15) + Math.ceil(seconds / 60) + 1,
  });
}
