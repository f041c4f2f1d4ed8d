import { expect, type Locator, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const host = new Host("reading");
/** So many rows that a jump into the middle lies years away from the newest. */
const ROWS = 900;

test.skip(process.env.MESSENGER_E2E_URL !== undefined, "These need an empty host of their own.");

let company: Company;
let fang: Colleague;
let alice: Colleague;
/** A long conversation, a short one, and one for what a test needs fresh. */
let long: string;
let short: string;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  alice = await company.hire("alice", "Alice Chen");
  long = await group("Long", ROWS, (row) => `row ${row}${row % 7 === 0 ? " and more of it".repeat(20) : ""}`);
  short = await group("Short", 3, (row) => `short ${row}`);
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(() => host.end());

async function group(title: string, rows: number, text: (row: number) => string): Promise<string> {
  const { conversation } = await fang.api.post("/conversations", {
    kind: "group",
    id: crypto.randomUUID(),
    title,
    memberIds: [alice.id],
  });
  await fang.api.write(conversation.id, ...Array.from({ length: rows }, (_, index) => text(index + 1)));
  await alice.api.read(conversation.id);
  return conversation.id;
}

const log = (page: Page) => page.getByRole("log");
/** The first entry of a group is the system's, so a row's seq is one more than its number. */
const row = (page: Page, number: number) => page.locator(`[data-seq="${number + 1}"]`);
const newest = (page: Page) => page.getByRole("button", { name: /To the newest|new message/ });
const back = (page: Page) => page.getByRole("button", { name: "Back to where I was" });
const composer = (page: Page) => page.getByRole("textbox", { name: "Write a message" });

/** How far the middle of a row is from the middle of the log, in pixels. */
async function offCentre(page: Page, target: Locator): Promise<number> {
  const frame = await log(page).boundingBox();
  const box = await target.boundingBox();
  if (frame === null || box === null) return Number.POSITIVE_INFINITY;
  return Math.abs(box.y + box.height / 2 - (frame.y + frame.height / 2));
}

const expectCentred = async (page: Page, target: Locator) => {
  await expect.poll(() => offCentre(page, target)).toBeLessThan(12);
};

/** The topmost row in view and where it is. */
const topRow = (page: Page) =>
  log(page).evaluate((element) => {
    const edge = element.getBoundingClientRect().top;
    for (const candidate of element.querySelectorAll<HTMLElement>("[data-seq]")) {
      const { top, bottom } = candidate.getBoundingClientRect();
      if (bottom > edge) return { seq: Number(candidate.dataset["seq"]), top: top - edge };
    }
    return undefined;
  });

/** The topmost row, once it is the same twice in a row. */
async function restingTopRow(page: Page) {
  let last = await topRow(page);
  await expect(async () => {
    const before = last;
    last = await topRow(page);
    expect(last).toEqual(before);
  }).toPass({ intervals: [250] });
  return last;
}

interface Asked {
  readonly before?: number;
  readonly after?: number;
  readonly around?: number;
}

/** The pages of messages that a page asks for over its connection. */
function pagesAsked(page: Page): Asked[] {
  const asked: Asked[] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      for (const part of payload.toString().split("\u001e")) {
        const call = part === "" ? {} : JSON.parse(part);
        if (call.target === "GetMessages") asked.push(call.arguments[0]);
      }
    }),
  );
  return asked;
}

test("an address of a message centres and marks it without loading what lies between, and a reload does it again", async () => {
  const page = await company.pageOf(alice);
  const asked = pagesAsked(page);
  await page.goto(`/c/${long}/301`);
  await expect(row(page, 300)).toHaveAttribute("data-flash", "true");
  await expectCentred(page, row(page, 300));
  await expect(row(page, 300)).not.toHaveAttribute("data-flash");
  await expectCentred(page, row(page, 300));
  expect(asked).toContainEqual(expect.objectContaining({ around: 301 }));
  const places = asked.flatMap(({ before, after, around }) => before ?? after ?? around ?? []);
  for (const place of places) expect(Math.abs(place - 301)).toBeLessThan(200);

  await page.reload();
  await expectCentred(page, row(page, 300));
  expect(new URL(page.url()).pathname).toBe(`/c/${long}/301`);
  await newest(page).click();
  await expect(row(page, ROWS)).toBeInViewport();
  expect(new URL(page.url()).pathname).toBe(`/c/${long}`);
});

test("a message that is cached is jumped to without a network", { tag: "@full" }, async () => {
  const context = await company.browserOf(alice);
  const page = await context.newPage();
  await page.goto(`/c/${long}/301`);
  await expectCentred(page, row(page, 300));
  const cached = () =>
    page.evaluate(
      async (key) => {
        const name = (await indexedDB.databases()).find((database) => database.name?.startsWith("messenger-"))?.name;
        const open = indexedDB.open(name ?? "");
        await new Promise((resolve) => open.addEventListener("success", resolve));
        const get = open.result.transaction("messages").objectStore("messages").get(key);
        await new Promise((resolve) => get.addEventListener("success", resolve));
        open.result.close();
        return get.result !== undefined;
      },
      [long, 310],
    );
  await expect.poll(cached).toBe(true);
  await page.close();
  await context.route(/\/(api|hubs)\//, (route) => route.abort("internetdisconnected"));
  const offline = await context.newPage();
  await offline.goto(`/c/${long}/301`);
  await expectCentred(offline, row(offline, 300));
});

test("a link to a message jumps there in this tab; the way back leads exactly to where one was and goes after a while", {
  tag: "@full",
}, async () => {
  await fang.api.write(short, `see ${host.url}/c/${short}/2 and ${host.url}/c/${long}/301`);
  const page = await company.pageOf(alice);
  await page.goto(`/c/${short}`);
  await log(page)
    .getByRole("link", { name: `/c/${long}/301` })
    .click();
  await expectCentred(page, row(page, 300));
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Short" })).toBeVisible();

  const after = Array.from({ length: 6 }, (_, index) => `after the link ${index}`);
  await fang.api.write(long, `see ${host.url}/c/${long}/301`, ...after);
  await page.goto(`/c/${long}`);
  const link = log(page).getByRole("link", { name: `/c/${long}/301` });
  await expect(link).toBeInViewport();
  await log(page).hover();
  await page.mouse.wheel(0, -100);
  const before = await restingTopRow(page);
  await link.click();
  await expectCentred(page, row(page, 300));
  await expect(back(page)).toBeVisible();
  await back(page).click();
  await expect(link).toBeInViewport();
  await expect.poll(async () => (await topRow(page))?.seq).toBe(before?.seq);
  expect(Math.abs(((await topRow(page))?.top ?? 0) - (before?.top ?? 0))).toBeLessThanOrEqual(2);
  expect(new URL(page.url()).pathname).toBe(`/c/${long}`);

  await link.click();
  await expectCentred(page, row(page, 300));
  await page.goBack();
  await expect(link).toBeInViewport();
  await page.goForward();
  await expectCentred(page, row(page, 300));
  await expect(back(page)).toBeVisible();
  await expect(back(page)).toHaveCount(0);
});

test("one comes back to a conversation exactly where one was, or to what is unread meanwhile", async () => {
  await alice.api.read(long);
  const page = await company.pageOf(alice);
  await page.goto(`/c/${long}/501`);
  await expectCentred(page, row(page, 500));
  await log(page).hover();
  await page.mouse.wheel(0, -731);
  const before = await restingTopRow(page);
  await page.getByRole("link", { name: /Short/ }).click();
  await expect(log(page).getByText("short 3")).toBeVisible();
  await page.getByRole("link", { name: /Long/ }).click();
  await expect.poll(async () => (await topRow(page))?.seq).toBe(before?.seq);
  const after = await restingTopRow(page);
  expect(Math.abs((after?.top ?? 0) - (before?.top ?? 0))).toBeLessThanOrEqual(1);

  await page.getByRole("link", { name: /Short/ }).click();
  await expect(log(page).getByText("short 3")).toBeVisible();
  await fang.api.write(long, ...Array.from({ length: 40 }, (_, index) => `unread ${index + 1}`));
  await expect(page.getByRole("img", { name: "40 unread messages" })).toBeVisible();
  await page.getByRole("link", { name: /Long/ }).click();
  const divider = log(page).getByText("New messages", { exact: true });
  await expect(divider).toBeInViewport();
  const frame = await log(page).boundingBox();
  await expect
    .poll(async () => (((await divider.boundingBox())?.y ?? 0) - (frame?.y ?? 0)) / (frame?.height ?? 1))
    .toBeGreaterThan(0.3);
  expect((((await divider.boundingBox())?.y ?? 0) - (frame?.y ?? 0)) / (frame?.height ?? 1)).toBeLessThan(0.38);
});

test("what is read without a connection is read for the others once it is back", { tag: "@full" }, async () => {
  test.setTimeout(180_000);
  const talk = await group("Cut off", 1, () => "are you there?");
  const page = await company.pageOf(alice);
  await page.goto(`/c/${talk}`);
  const other = await company.pageOf(fang);
  await other.goto(`/c/${talk}`);
  await fang.api.write(talk, "read me");
  await expect(log(page).getByText("read me")).toBeVisible();
  await expect(log(other).getByText("0/1 read")).toBeVisible();
  await host.stop();
  await expect(page.getByText("Reconnecting…")).toBeVisible();
  await page.mouse.move(500, 300);
  await page.mouse.move(510, 310);
  await expect(page.getByRole("img", { name: "1 unread message" })).toHaveCount(0);
  await host.start();
  await expect(log(other).getByText("1/1 read")).toBeVisible({ timeout: 60_000 });
});

test("the date stands at the top while the log scrolls, by the reader's time zone", { tag: "@full" }, async () => {
  const days: string[] = [];
  // The clocks of these two are 25 hours apart, so they never have the same date.
  for (const timezoneId of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
    const page = await company.pageOf(alice, { timezoneId });
    await page.goto(`/c/${long}/301`);
    await expectCentred(page, row(page, 300));
    await log(page).hover();
    const date = page.locator("[class*=stickyDate]");
    let day = "";
    await expect(async () => {
      await page.mouse.wheel(0, -40);
      day = (await date.textContent({ timeout: 500 })) ?? "";
    }).toPass();
    days.push(day);
    await expect(date).toHaveCount(0);
    await page.goto(`/c/${long}/2`);
    await expect(log(page).getByText(day, { exact: true })).toBeVisible();
    const posted = await row(page, 1).locator("time").getAttribute("datetime");
    const expected = new Intl.DateTimeFormat("en", { dateStyle: "full", timeZone: timezoneId });
    expect(day).toBe(expected.format(new Date(posted ?? "")));
  }
  expect(days[0]).not.toBe(days[1]);
});

test("a screen reader is told of new messages, one by one or counted, and not when that is off", async () => {
  const page = await company.pageOf(alice);
  await page.goto(`/c/${short}`);
  await expect(log(page).getByText("short 3")).toBeVisible();
  await expect(log(page)).toHaveAttribute("aria-live", "off");
  const region = page.locator("[class*=announcer]");
  await expect(region).toHaveAttribute("role", "status");
  const said: string[] = [];
  await page.exposeFunction("said", (text: string) => said.push(text));
  await region.evaluate((element) => {
    const tell = (window as unknown as { said(text: string): void }).said;
    new MutationObserver(() => tell(element.textContent)).observe(element, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  await fang.api.write(short, "good morning", "one", "two", "three");
  await expect(region).toHaveText("3 new messages");
  expect(said.filter((text) => text !== "")).toEqual(["王芳: good morning", "3 new messages"]);
  await composer(page).fill("my own");
  await composer(page).press("Enter");
  const own = page.getByRole("article", { name: /^Alice Chen, .*, sent$/ });
  await expect(own.getByText("my own")).toBeVisible();
  await expect(region).toHaveText("3 new messages");

  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Notifications" }).click();
  await page.getByRole("switch", { name: /Announce new messages/ }).click();
  await page.getByRole("link", { name: "Conversations" }).click();
  await page.getByRole("link", { name: /Short/ }).click();
  await fang.api.write(short, "not announced");
  await expect(log(page).getByText("not announced")).toBeVisible();
  await expect(region).toHaveText("");
});

test("what has failed is tried again all at once, in the order typed", { tag: "@full" }, async () => {
  const context = await company.browserOf(alice);
  const page = await context.newPage();
  await page.goto(`/c/${short}`);
  await expect(log(page).getByText("short 3")).toBeVisible();
  await context.route(/\/(api|hubs)\//, (route) => route.abort("internetdisconnected"));
  await page.reload();
  const texts = ["first of all", "second of all", "third of all"];
  for (const text of texts) {
    await composer(page).fill(text);
    await composer(page).press("Enter");
  }
  await expect(log(page).getByText("third of all")).toBeVisible();
  // A day later they are given up.
  await page.clock.setSystemTime(Date.now() + 25 * 3_600_000);
  await context.unrouteAll();
  await expect(log(page).getByText("could not be sent for a day", { exact: false })).toHaveCount(3, {
    timeout: 45_000,
  });
  await expect(page.getByText("3 messages were not sent.")).toBeVisible();
  await page.getByRole("button", { name: "Retry all" }).click();
  await expect(page.getByText("3 messages were not sent.")).toHaveCount(0);
  await expect(page.getByRole("article", { name: /, sent$/ }).getByText("third of all")).toBeVisible();
  const other = await company.pageOf(fang);
  await other.goto(`/c/${short}`);
  await expect(log(other).getByText(/ of all$/)).toHaveText(texts);
});

test("a draft is in the other tab too, and typing is never overwritten", async () => {
  const context = await company.browserOf(alice);
  const one = await context.newPage();
  const two = await context.newPage();
  for (const page of [one, two]) {
    await page.goto(`/c/${short}`);
    await expect(log(page).getByText("short 3")).toBeVisible();
  }
  await composer(one).pressSequentially("from the first");
  await expect(composer(two)).toHaveValue("from the first");
  await composer(two).evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(4, 4));
  await composer(one).pressSequentially(" tab");
  await expect(composer(two)).toHaveValue("from the first tab");
  expect(await composer(two).evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe(4);

  const devtools = await context.newCDPSession(two);
  await composer(two).press("End");
  await devtools.send("Input.imeSetComposition", { text: "nihao", selectionStart: 5, selectionEnd: 5 });
  await expect(composer(one)).toHaveValue("from the first tabnihao");
  await composer(one).fill("written meanwhile");
  await expect.poll(() => two.evaluate(() => document.title)).not.toBe("");
  await expect(composer(one)).toHaveValue("written meanwhile");
  await devtools.send("Input.insertText", { text: "你好" });
  await expect(composer(two)).toHaveValue("from the first tab你好");
  await expect(composer(one)).toHaveValue("from the first tab你好");

  await composer(two).press("Enter");
  await expect(composer(one)).toHaveValue("");
  await expect(composer(two)).toHaveValue("");
});

test("while older messages load and the wheel turns, the row under the eye moves by the wheel alone", {
  tag: "@full",
}, async () => {
  test.setTimeout(120_000);
  const page = await company.pageOf(alice);
  await page.goto(`/c/${long}/801`);
  await expectCentred(page, row(page, 800));
  const STEP = 97;
  await log(page).evaluate((element, step) => {
    const frames: Frame[] = [];
    const eye = () => {
      const { top, height } = element.getBoundingClientRect();
      const rows = [...element.querySelectorAll<HTMLElement>("[data-seq]")];
      return rows.find((one) => one.getBoundingClientRect().bottom > top + height / 2);
    };
    let seq: string | undefined;
    let last = 0;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const held = seq === undefined ? null : element.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
      const moved = held === null ? undefined : held.getBoundingClientRect().top - last;
      if (seq !== undefined) frames.push({ ...(moved === undefined ? {} : { moved }), rows: element.scrollHeight });
      const now = eye();
      seq = now?.dataset["seq"];
      last = now?.getBoundingClientRect().top ?? 0;
      requestAnimationFrame(() => channel.port2.postMessage(undefined));
    };
    channel.port2.postMessage(undefined);
    Object.assign(window, { frames, step });
  }, STEP);
  await log(page).hover();
  let turns = 0;
  while ((await row(page, 1).count()) === 0) {
    // A wheel that reaches the top while a page is on its way turns in vain, which is no displacement.
    const room = () => log(page).evaluate((element) => element.scrollTop);
    await expect.poll(room, { intervals: [20] }).toBeGreaterThan(2 * STEP);
    await page.mouse.wheel(0, -STEP);
    expect(++turns).toBeLessThan(2_000);
  }
  const frames = () => page.evaluate(() => (window as unknown as { frames: Frame[] }).frames);
  const whole = async () => (await frames()).reduce((sum, { moved }) => sum + (moved ?? 0), 0);
  await expect.poll(whole).toBeGreaterThan(STEP * turns - 2);
  expect(await whole()).toBeLessThan(STEP * turns + 2);

  const seen = await frames();
  const prepends = seen.filter(({ rows }, index) => rows > (seen[index - 1]?.rows ?? rows) + 500).length;
  expect(prepends).toBeGreaterThan(8);
  // A row that is gone has moved out of reach within one frame; the wheel moves by whole steps.
  const strange = seen.filter(({ moved = Number.NaN }) => {
    const rest = Math.abs(moved) % STEP;
    return !(Math.min(rest, STEP - rest) <= 2);
  });
  expect(strange).toEqual([]);
});

interface Frame {
  readonly moved?: number;
  readonly rows: number;
}
