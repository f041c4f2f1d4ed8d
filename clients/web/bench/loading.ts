import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { BrowserContext } from "@playwright/test";
import { median, spread } from "./numbers.ts";
import { watch } from "./probes.ts";
import type { Report } from "./Report.ts";
import { devTools } from "./Stage.ts";

const kilobytes = (bytes: number): number => bytes / 1_000;
const gzipped = (webRoot: string, asset: string): number =>
  gzipSync(readFileSync(join(webRoot, "assets", asset)), { level: 9 }).length;

/** What a cold start fetches until a conversation is usable and the network rests, and the largest of what may come later. */
export async function measureFetches(report: Report, context: BrowserContext, webRoot: string, path: string) {
  const page = await context.newPage();
  await watch(page);
  const fetched = new Set<string>();
  page.on("response", (response) => {
    const [, asset] = /\/assets\/([^/?]+\.(?:js|css))$/.exec(new URL(response.url()).pathname) ?? [];
    if (asset !== undefined) fetched.add(asset);
  });
  await page.goto(path);
  await page.waitForFunction(() => window.bench.usable > 0);
  await page.waitForTimeout(1_500);
  await page.close();
  const sum = (ending: string) =>
    kilobytes([...fetched].filter((one) => one.endsWith(ending)).reduce((all, one) => all + gzipped(webRoot, one), 0));
  const [script, style] = [sum(".js"), sum(".css")];
  report.add({
    what: "first-load JavaScript, gzip",
    measured: `${script.toFixed(1)} kB`,
    budget: "≤ 240 kB",
    met: script <= 240,
  });
  report.add({ what: "first-load CSS, gzip", measured: `${style.toFixed(1)} kB`, budget: "≤ 20 kB", met: style <= 20 });
  const later = readdirSync(join(webRoot, "assets"))
    .filter((one) => one.endsWith(".js") && !fetched.has(one) && !one.startsWith("one-line"))
    .map((one) => ({ one, size: kilobytes(gzipped(webRoot, one)) }))
    .sort((a, b) => b.size - a.size)[0];
  if (later === undefined) return;
  const measured = `${later.size.toFixed(1)} kB (${later.one})`;
  report.add({ what: "largest later chunk, gzip", measured, budget: "≤ 150 kB", met: later.size <= 150 });
}

/** How long a page takes from its address to its being usable, everything cached. */
async function timesToUsable(
  context: BrowserContext,
  path: string,
  rounds: number,
  slowdown: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let round = -3; round < rounds; round++) {
    const page = await context.newPage();
    await watch(page);
    await devTools(page, slowdown);
    await page.goto(path);
    await page.waitForFunction(() => window.bench.usable > 0, undefined, { timeout: 30_000 });
    if (round >= 0) times.push(await page.evaluate(() => window.bench.usable));
    // The cache is written a second after the start.
    await page.waitForTimeout(round < 0 ? 2_000 : 300);
    await page.close();
  }
  return times;
}

export interface Start {
  readonly context: BrowserContext;
  readonly path: string;
}

export async function measureStarts(
  report: Report,
  { bare, few, many }: { readonly bare: Start; readonly few: Start; readonly many: Start },
  rounds: number,
  slowdown: number,
) {
  const line = await timesToUsable(bare.context, bare.path, rounds, slowdown);
  const short = await timesToUsable(few.context, few.path, rounds, slowdown);
  const long = await timesToUsable(many.context, many.path, rounds, slowdown);
  const [ratio, growth] = [median(short) / median(line), median(long) / median(short)];
  report.add({
    what: `time to usable, cached, CPU ${slowdown}×: ${spread(short)} ms against one line of React ${spread(line)} ms`,
    measured: `${ratio.toFixed(2)} ×`,
    budget: "≤ 2.5 ×",
    met: ratio <= 2.5,
  });
  report.add({
    what: `the same with the many conversations, CPU ${slowdown}×: ${spread(long)} ms`,
    measured: `${growth.toFixed(2)} ×`,
    budget: "≤ 1.3 ×",
    met: growth <= 1.3,
  });
}
