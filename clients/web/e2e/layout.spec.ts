import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const host = new Host("layout");
let company: Company;
let fang: Colleague;
let alice: Colleague;
let room: string;
let direct: string;

test.describe.configure({ mode: "serial" });
test.skip(process.env.MESSENGER_E2E_URL !== undefined, "This needs an empty host of its own.");
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  alice = await company.hire("alice", "Alice Chen");
  room = await group("Release 2.0");
  direct = (await fang.api.post("/conversations", { kind: "direct", userId: alice.id })).conversation.id;
  await alice.api.write(direct, "good morning");
  await alice.api.write(room, "the zeppelin plan", "a second word");
  await alice.api.write(room, ...Array.from({ length: 60 }, (_, index) => `filler ${index + 1}`));
  await alice.api.write(room, "the zeppelin lands at noon");
  await fang.api.read(room);
  await fang.api.read(direct);
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(() => host.end());

const wide = { viewport: { width: 1440, height: 800 } };
const middle = { viewport: { width: 1024, height: 800 } };
const narrow = { viewport: { width: 360, height: 720 } };

const log = (page: Page) => page.getByRole("log");
const list = (page: Page) => page.getByRole("navigation", { name: "Conversations" });
const entries = (page: Page) => list(page).getByRole("listitem");
const entry = (page: Page, title: string) => entries(page).filter({ has: page.getByText(title, { exact: true }) });
const details = (page: Page) => page.getByRole("button", { name: "Group details" });
const column = (page: Page) => page.getByRole("region", { name: "Group details" });
const dialog = (page: Page) => page.getByRole("dialog", { name: "Group details" });

async function group(title: string, ...memberIds: readonly string[]): Promise<string> {
  const wish = { kind: "group", id: crypto.randomUUID(), title, memberIds: [alice.id, ...memberIds] };
  return (await fang.api.post("/conversations", wish)).conversation.id;
}

async function opened(options: Parameters<Company["pageOf"]>[1], id = room): Promise<Page> {
  const page = await company.pageOf(fang, options);
  await page.goto(`/c/${id}`);
  await expect(log(page).getByRole("article").last()).toBeVisible();
  return page;
}

/** What axe finds on the page as it is, light and dark, and how much it is too wide. */
async function faults(page: Page, screen: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    found.push(...violations.map(({ id, nodes }) => `${screen} ${colorScheme}: ${id} ${nodes[0]?.target}`));
  }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return over > 0 ? [...found, `${screen}: ${over} px too wide`] : found;
}

test("on a wide screen the details are a column that is remembered, with its tab, over a reload", async () => {
  const page = await opened(wide);
  await expect(column(page)).toHaveCount(0);
  await details(page).click();
  await expect(column(page).getByLabel("Group name")).toHaveValue("Release 2.0");
  await column(page).getByRole("tab", { name: "Members" }).click();
  await expect(column(page).getByRole("listitem").filter({ hasText: "Alice Chen" })).toBeVisible();
  await expect.poll(async () => (await column(page).boundingBox())?.width).toBe(320);
  await page.reload();
  await expect(column(page).getByRole("tab", { name: "Members" })).toHaveAttribute("aria-selected", "true");
  await entry(page, "Alice Chen").getByRole("link").click();
  const about = page.getByRole("region", { name: "Conversation details" });
  await expect(about.getByRole("heading", { name: "Alice Chen" })).toBeVisible();
  await expect(about.getByRole("tab", { name: "Members" })).toHaveCount(0);
  await about.getByRole("button", { name: "Close" }).click();
  await expect(about).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Alice Chen" })).toBeVisible();
  await expect(about).toHaveCount(0);
});

test("on a middle screen they lie over the end; Esc and Back close them, the focus returns and the log stays", {
  tag: "@full",
}, async () => {
  const page = await opened(middle);
  const where = () => log(page).evaluate((element) => element.scrollTop);
  // Where the log opens may still be on its way there.
  await expect(async () => {
    await log(page).evaluate((element) => element.scrollTo(0, 200));
    await expect(page.getByRole("button", { name: /To the newest/ })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const before = await where();
  await details(page).focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
  expect(await where()).toBe(before);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(details(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
  await page.goBack();
  await expect(dialog(page)).toHaveCount(0);
  expect(await where()).toBe(before);
  expect(new URL(page.url()).pathname).toBe(`/c/${room}`);
});

test("on a telephone the details are a pane of their own, and every Back leads one step back", async () => {
  const page = await company.pageOf(fang, { ...narrow, hasTouch: true, isMobile: true });
  await page.goto("/");
  await entry(page, "Release 2.0").getByRole("link").tap();
  await expect(log(page).getByRole("article").last()).toBeVisible();
  await expect(list(page)).toBeHidden();
  await page.getByRole("button", { name: "Release 2.0", exact: true }).tap();
  await expect(dialog(page)).toBeVisible();
  await expect.poll(async () => (await dialog(page).boundingBox())?.width).toBe(360);
  await dialog(page).getByRole("tab", { name: "Pins" }).tap();
  await page.goBack();
  await expect(dialog(page)).toHaveCount(0);
  await details(page).tap();
  await dialog(page).getByRole("button", { name: "Back" }).tap();
  await expect(dialog(page)).toHaveCount(0);
  const bar = page.getByRole("navigation", { name: "Places" });
  await expect.poll(async () => (await bar.boundingBox())?.height).toBe(56);
  await page.getByRole("textbox", { name: "Write a message" }).tap();
  await expect(bar).toBeHidden();
  await page.getByRole("link", { name: "Back" }).tap();
  await expect(entries(page).first()).toBeVisible();
  await expect(bar).toBeVisible();
});

test("a finger that rests on a conversation, and the right button of a mouse, open its menu", {
  tag: "@full",
}, async () => {
  const page = await company.pageOf(fang, { ...narrow, hasTouch: true, isMobile: true });
  await page.goto("/");
  const box = await entry(page, "Release 2.0").boundingBox();
  if (box === null) throw new Error("The conversation has no place.");
  const touches = await page.context().newCDPSession(page);
  const at = { x: box.x + 100, y: box.y + 20 };
  await touches.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] });
  await expect(page.getByRole("menuitem", { name: "Pin to the top" })).toBeVisible();
  await touches.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(page.getByRole("menuitem", { name: "Pin to the top" })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/");

  const mouse = await company.pageOf(fang, wide);
  await mouse.goto("/");
  await entry(mouse, "Release 2.0").click({ button: "right" });
  await mouse.getByRole("menuitem", { name: "Add to favourites" }).press("Enter");
  await list(mouse).getByRole("button", { name: "Folders" }).click();
  await mouse.getByRole("menuitemradio", { name: "Favourites" }).press("Enter");
  await expect(entries(mouse)).toHaveCount(1);
  await expect(entries(mouse)).toContainText("Release 2.0");
});

test("Ctrl+F searches here and goes from hit to hit; a second one is the browser's", async () => {
  const page = await opened(wide);
  await page.keyboard.press("Control+f");
  const field = column(page).getByRole("searchbox", { name: "Search in this conversation" });
  await expect(field).toBeFocused();
  const prevented = await page.evaluateHandle(() => {
    const seen: boolean[] = [];
    addEventListener("keydown", (event) => event.key === "f" && seen.push(event.defaultPrevented));
    return seen;
  });
  await page.keyboard.press("Control+f");
  await expect.poll(() => prevented.jsonValue()).toEqual([false]);
  await field.fill("zeppelin");
  await expect(column(page).locator("mark")).toHaveText(["zeppelin", "zeppelin"]);
  await page.keyboard.press("Enter");
  await expect(column(page).getByText("1 of 2")).toBeVisible();
  await expect(page.locator("[data-flash]")).toContainText("the zeppelin lands at noon");
  await page.keyboard.press("ArrowDown");
  await expect(column(page).getByText("2 of 2")).toBeVisible();
  await expect(page.locator("[data-flash]")).toContainText("the zeppelin plan");
  await expect(page.getByRole("log").getByRole("article").filter({ hasText: "the zeppelin plan" })).toBeInViewport();
  await expect(field).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.locator("[data-flash]")).toContainText("lands at noon");
  await page.goBack();
  await expect(page).toHaveURL(`/c/${room}`);
  await page.context().route(/\/(api|hubs)\//, (route) => route.abort("internetdisconnected"));
  await page.reload();
  await field.fill("zeppelin plan");
  await expect(column(page).getByText("Searching needs a connection.")).toBeVisible();
});

test("the newest pin stands above the log and leads to its message; all are listed and taken out again", async () => {
  await alice.api.send("PUT", `/conversations/${room}/messages/2/pin`);
  const page = await opened(wide);
  const bar = page.getByRole("complementary", { name: "Pinned messages" });
  await expect(bar).toContainText("Alice Chen: the zeppelin plan");
  await alice.api.send("PUT", `/conversations/${room}/messages/3/pin`);
  await expect(bar).toContainText("a second word");
  await bar.getByRole("link").click();
  await expect(page.locator("[data-flash]")).toContainText("a second word");
  await bar.getByRole("button", { name: "All 2 pins" }).click();
  const pins = column(page).getByRole("listitem");
  await expect(pins).toHaveText([/a second word/, /the zeppelin plan/]);
  await pins.nth(1).getByRole("link").click();
  await expect(page.locator("[data-flash]")).toContainText("the zeppelin plan");
  await pins.first().getByRole("button", { name: "Unpin: a second word" }).click();
  await expect(pins).toHaveText([/the zeppelin plan/]);
  await expect(bar).toContainText("the zeppelin plan");
  await alice.api.send("DELETE", `/conversations/${room}/messages/2/pin`);
  await expect(bar).toHaveCount(0);
  await expect(column(page).getByText("Nothing is pinned.")).toBeVisible();
});

test("the list is as wide as its edge is drawn or moved by keys, and remembers it", { tag: "@full" }, async () => {
  const page = await opened(wide);
  const width = async () => (await list(page).boundingBox())?.width;
  const grip = page.getByRole("separator", { name: "Width of the list" });
  await expect.poll(width).toBe(296);
  await grip.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(width).toBe(312);
  await page.keyboard.press("End");
  await expect.poll(width).toBe(400);
  await expect(grip).toHaveAttribute("aria-valuenow", "400");
  const box = await grip.boundingBox();
  if (box === null) throw new Error("The edge has no place.");
  await page.mouse.move(box.x + box.width / 2, 300);
  await page.mouse.down();
  await page.mouse.move(200, 300, { steps: 4 });
  await page.mouse.move(356, 300, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBe(300);
  await page.reload();
  await expect.poll(width).toBe(300);
  await page.setViewportSize(middle.viewport);
  await expect.poll(width).toBe(280);
});

test("the list is filtered, says what asks for its user, and when", async () => {
  const page = await company.pageOf(fang, wide);
  await page.goto("/");
  await list(page).getByRole("button", { name: "Unread" }).click();
  await expect(list(page).getByText("Nothing here.")).toBeVisible();
  await alice.api.write(room, `<@${fang.id}> look please`);
  await expect(entries(page)).toHaveText([/\[@me\] Alice Chen: @王芳 look please/]);
  await list(page).getByRole("button", { name: "@Me" }).click();
  await expect(entries(page)).toHaveCount(1);
  await fang.api.read(room);
  await expect(list(page).getByText("Nothing here.")).toBeVisible();
  await list(page).getByRole("button", { name: "Show all" }).click();
  await expect(entries(page)).toHaveCount(2);
  await expect(entries(page).first().locator("time")).toHaveText(/^\d\d:\d\d$/);

  await page.goto(`/c/${direct}`);
  await page.getByRole("textbox", { name: "Write a message" }).fill("half a sentence");
  await entry(page, "Release 2.0").getByRole("link").click();
  await expect(entry(page, "Alice Chen")).toContainText("half a sentence");
  await expect(list(page).getByText("[Draft]")).toBeVisible();
});

test("messages that arrive move no conversation under the pointer, until it has rested or gone", async () => {
  const page = await company.pageOf(fang, wide);
  await page.clock.install();
  await page.goto("/");
  await expect(entries(page)).toHaveCount(2);
  const first = entries(page).first();
  const second = entries(page).nth(1);
  const idOfSecond = async () => ((await second.textContent())?.includes("Release 2.0") === true ? room : direct);
  // From here on, time passes for the page only as the test says.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 5_000);
  const comesTo = async (entry: typeof first, text: string) =>
    expect
      .poll(async () => {
        await page.clock.runFor(20);
        return entry.textContent();
      })
      .toContain(text);

  await second.hover();
  await alice.api.write(await idOfSecond(), "this comes to the top");
  await comesTo(second, "this comes to the top");
  await page.mouse.move(200, 190);
  await page.clock.runFor(900);
  await expect(second).toContainText("this comes to the top");
  await page.mouse.move(210, 190);
  await page.clock.runFor(900);
  await expect(second).toContainText("this comes to the top");
  await page.clock.runFor(200);
  await expect(first).toContainText("this comes to the top");

  await second.hover();
  await alice.api.write(await idOfSecond(), "and this one too");
  await comesTo(second, "and this one too");
  await page.mouse.move(800, 300);
  await expect(first).toContainText("and this one too");
});

test("whoever is taken out of an open group reads so, and every dead end leads back", { tag: "@full" }, async () => {
  const bob = await company.hire("bob", "Bob Miller");
  const club = await group("Chess club", bob.id);
  const page = await company.pageOf(bob, wide);
  await page.goto(`/c/${club}`);
  await expect(log(page)).toBeVisible();
  await fang.api.send("DELETE", `/conversations/${club}/members/${bob.id}`);
  await expect(page.getByText("You are no longer a member of “Chess club”.")).toBeVisible();
  await expect(entries(page)).toHaveCount(0);
  await expect(list(page).getByRole("button", { name: "Start a conversation" })).toBeVisible();
  await page.getByRole("link", { name: "Back to conversations" }).click();
  await expect(page.getByText("Choose a conversation")).toBeVisible();
  await page.goto(`/c/${crypto.randomUUID()}`);
  await expect(page.getByText("This conversation does not exist")).toBeVisible();
  await page.goto("/nowhere");
  await expect(page.getByText("There is nothing at this address.")).toBeVisible();
  await page.getByRole("link", { name: "Back to conversations" }).click();
  await expect(page).toHaveURL("/");

  const both = (await fang.api.post("/conversations", { kind: "direct", userId: bob.id })).conversation.id;
  await fang.api.write(both, "are you there?");
  await fang.api.post(`/admin/users/${bob.id}/deactivate`, {});
  const hers = await opened(wide, both);
  await expect(hers.getByText("This colleague’s account is deactivated")).toBeVisible();
  await expect(hers.getByRole("link", { name: "Find a colleague" })).toBeVisible();
});

test("an owner gives the group away where he wants to leave, and leaves; a group without others says only its name", {
  tag: "@full",
}, async () => {
  const wish = { kind: "group", id: crypto.randomUUID(), title: "Alone" };
  const alone = (await fang.api.post("/conversations", wish)).conversation.id;
  const left = await group("Old project");
  const page = await company.pageOf(fang, wide);
  await page.goto(`/c/${alone}`);
  await expect(log(page).getByText("王芳 created the group “Alone”", { exact: true })).toBeVisible();
  await page.goto(`/c/${left}`);
  await details(page).click();
  await column(page).getByRole("tab", { name: "About" }).click();
  await column(page).getByRole("button", { name: "Choose a new owner" }).click();
  const successors = page.getByRole("dialog", { name: "Choose a new owner" });
  await successors.getByRole("button", { name: "Alice Chen" }).click();
  await successors.getByRole("button", { name: "Make owner" }).click();
  await page.getByRole("dialog", { name: "Leave group" }).getByRole("button", { name: "Leave group" }).click();
  await expect(entry(page, "Old project")).toHaveCount(0);
});

test("of 150 conversations only those in view are in the page, and the keys reach the last", {
  tag: "@full",
}, async () => {
  test.setTimeout(180_000);
  for (let made = 0; made < 150; made += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, index) => group(`Group ${made + index}`)));
  }
  const page = await company.pageOf(fang, wide);
  await page.goto("/");
  await expect(entries(page).first()).toBeVisible();
  await entries(page).first().getByRole("link").focus();
  await page.keyboard.press("End");
  await expect(entries(page).last().getByRole("link")).toBeFocused();
  await expect(entries(page).last()).toBeInViewport();
  await page.keyboard.press("ArrowUp");
  await expect(entries(page).last().getByRole("link")).not.toBeFocused();
  await page.keyboard.press("Home");
  await expect(entries(page).first().getByRole("link")).toBeFocused();
  expect(await entries(page).count()).toBeLessThan(40);
});

test("nothing is too wide at any width or at 200 % zoom, and axe finds no fault in the details", {
  tag: "@full",
}, async () => {
  test.setTimeout(240_000);
  const page = await opened(wide);
  await details(page).click();
  const found: string[] = [];
  for (const [width, tabs] of [
    [1440, ["About", "Members", "Files", "Pins", "Search", "Settings"]],
    [1024, ["About", "Settings"]],
    [640, ["Members"]],
    [360, ["About", "Search"]],
    [320, ["Settings"]],
  ] as const) {
    await page.setViewportSize({ width, height: 720 });
    await page.goto(`/c/${room}`);
    await expect(log(page).getByRole("article").last()).toBeVisible();
    if (width !== 1440) {
      found.push(...(await faults(page, `conversation ${width}`)));
      await details(page).click();
    }
    for (const tab of tabs) {
      await page.getByRole("tab", { name: tab, exact: true }).click();
      await expect(page.getByRole("tabpanel", { name: tab, exact: true })).toBeVisible();
      found.push(...(await faults(page, `${tab} ${width}`)));
    }
    await page.goto("/");
    await expect(page.getByRole("navigation", { name: "Places" })).toBeVisible();
    found.push(...(await faults(page, `list ${width}`)));
  }
  expect(found).toEqual([]);
});
