import { test } from "@playwright/test";
import { fillCache } from "./cache.ts";
import { measureBursts, measureHour, measureIdle, measureMemory } from "./enduring.ts";
import { measureFetches, measureStarts } from "./loading.ts";
import { watch } from "./probes.ts";
import { Report } from "./Report.ts";
import { devTools, Stage } from "./Stage.ts";
import { measurePrepending, measureScrolling, measureSwitches, measureTyping, scrollToBeginning } from "./using.ts";

const quick = process.env["MESSENGER_BENCH"] === "quick";
const webRoot = process.env["MESSENGER_BENCH_ROOT"] ?? "";
const size = quick
  ? { log: 1_000, few: 20, many: 100, rounds: 2, switches: 20, keys: 40, scrolls: 3_000 }
  : { log: 50_000, few: 20, many: 2_000, rounds: 5, switches: 60, keys: 200, scrolls: 10_000 };

test("budgets", async ({ browser }) => {
  const stage = await Stage.open(browser, webRoot);
  try {
    const began = Date.now();
    const report = new Report(`Chromium ${browser.version()} headless, no GPU`, [
      `${size.log} messages in the long log, ${size.few} and ${size.many} conversations, medians of ${size.rounds} runs (least–most).`,
      "Generator, host, database and browser share the machine: what is posted during bursts costs the browser time too.",
    ]);
    const [alice, carol] = [
      await stage.company.hire("alice", "Alice Chen"),
      await stage.company.hire("carol", "Carol Li"),
    ];
    const ids = await stage.groups(50, [alice], 30);
    const long = await stage.group("Long", [alice], size.log);
    await stage.groups(size.many, [carol], 1);
    const busy = await stage.group("Busy", [carol, alice], 60);
    const bob = await stage.company.hire("bob", "Bob");
    const small = (await stage.groups(size.few, [bob], 60))[0] ?? "";
    for (const id of [...ids, long, busy]) await alice.api.read(id);

    console.log(`filled in ${Math.round((Date.now() - began) / 1_000)} s`);
    const [few, many] = [await stage.browserOf(bob), await stage.browserOf(carol)];
    await measureFetches(report, few, webRoot, `/c/${small}`);
    const starts = {
      bare: { context: await stage.browserOf(bob, true), path: "/one-line.html" },
      few: { context: few, path: `/c/${small}` },
      many: { context: many, path: `/c/${busy}` },
    };
    for (const slowdown of [1, 4]) await measureStarts(report, starts, size.rounds, slowdown);

    const context = await stage.browserOf(alice, true);
    const first = await context.newPage();
    await first.goto(`/c/${long}`);
    await first.locator("[role=log] [data-seq]").first().waitFor();
    await first.waitForTimeout(2_500);
    await first.goto("/one-line.html");
    await fillCache(first, alice.id, long);
    await first.close();

    const page = await context.newPage();
    await watch(page);
    const session = await devTools(page, 1);
    const throttle = (rate: number) => session.send("Emulation.setCPUThrottlingRate", { rate });
    await page.goto(`/c/${long}`);
    await page.locator("[role=log] [data-seq]").first().waitFor();
    await measurePrepending(report, page, 5);
    const reached = await scrollToBeginning(page, quick ? 20_000 : 300_000);
    report.add({ what: "warm-up: first message reached by the wheel", measured: `${reached}`, budget: "" });
    await page.waitForTimeout(1_000);
    for (const slowdown of [1, 4]) {
      await throttle(slowdown);
      await measureScrolling(report, page, size.scrolls, slowdown);
      await measureTyping(report, page, size.keys, slowdown);
    }
    for (const slowdown of [1, 4]) {
      await throttle(slowdown);
      await measureSwitches(report, page, ids.slice(0, 12), size.switches, slowdown);
    }
    await throttle(1);
    await measureSwitches(report, page, ids, ids.length, 1);
    await measureMemory(report, page, session, ids.slice(0, 12));
    await measureBursts(report, stage, page, ids[99 % 12] ?? "", quick);
    if (process.env["MESSENGER_BENCH"] === "hour") await measureHour(report, stage, page, session, ids.slice(0, 12));
    await measureIdle(report, page, session, quick ? 20 : 120);
    report.write();
  } finally {
    await stage.end();
  }
});
