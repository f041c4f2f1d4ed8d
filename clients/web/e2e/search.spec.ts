import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const host = new Host("search");
let company: Company;
let fang: Colleague;
let alice: Colleague;
let release: string;
let canteen: string;

test.describe.configure({ mode: "serial" });
test.skip(process.env.MESSENGER_E2E_URL !== undefined, "This needs an empty host of its own.");
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  alice = await company.hire("alice", "Alice Chen");
  const group = async (title: string): Promise<string> => {
    const request = { kind: "group", id: crypto.randomUUID(), title, memberIds: [alice.id] };
    return (await fang.api.post("/conversations", request)).conversation.id;
  };
  release = await group("Release 2.0");
  canteen = await group("Canteen");
  await alice.api.write(release, `<@${fang.id}> 明天上午十点发布新版本`, "the code freeze is on Friday");
  await alice.api.write(release, ...Array.from({ length: 60 }, (_, index) => `filler ${index + 1}`));
  await fang.api.write(canteen, "who will freeze the code of the lift?", "明天吃面条 https://example.com/menu");
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(() => host.end());

const main = (page: Page) => page.getByRole("main");
const field = (page: Page) => page.getByRole("searchbox", { name: "Search" });
const results = (page: Page) => page.getByRole("tabpanel").getByRole("listitem");
const dialog = (page: Page) => page.getByRole("dialog");
const log = (page: Page) => page.getByRole("log");

/** The messages that are asked for, as they were typed. */
function textsAskedFor(page: Page): string[] {
  const texts: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/search/messages")) texts.push(request.postDataJSON().text);
  });
  return texts;
}

test("a Chinese message is found by one and by two characters, gone to, and come back from", async () => {
  const page = await company.pageOf(fang);
  await page.goto("/");
  await page.getByRole("link", { name: "Search", exact: true }).click();
  await expect(field(page)).toBeFocused();
  await expect(page.getByText("in Chinese, one character is enough")).toBeVisible();

  await field(page).fill("明");
  await expect(results(page)).toHaveCount(2);
  await expect(page.getByRole("status").filter({ hasText: "2 shown" })).toBeVisible();
  await field(page).fill("发布");
  await expect(results(page)).toHaveCount(1);
  await expect(results(page).locator("mark")).toHaveText("发布");
  await expect(results(page)).toContainText("Alice Chen: @王芳 明天上午十点");
  expect(new URL(page.url()).search).toBe("");

  await results(page).getByRole("link").click();
  await expect(page).toHaveURL(`/c/${release}/2`);
  await expect(page.locator("[data-flash]")).toContainText("明天上午十点发布新版本");
  await page.goBack();
  await expect(field(page)).toHaveValue("发布");
  await expect(results(page).getByRole("link")).toBeFocused();

  await page.context().route(/\/(api|hubs)\//, (route) => route.abort("internetdisconnected"));
  await page.reload();
  await expect(page.getByText("Searching needs a connection.")).toBeVisible();
  await page.context().unrouteAll();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(results(page)).toHaveCount(1);
});

test("a phrase, a conversation, a sender and a link narrow it down, and what is recalled is not found", {
  tag: "@full",
}, async () => {
  const page = await company.pageOf(fang);
  await page.goto("/search#q=freeze+code");
  await expect(results(page)).toHaveCount(2);
  await field(page).fill('"code freeze"');
  await expect(results(page)).toHaveCount(1);
  await expect(results(page)).toContainText("Release 2.0");

  await field(page).fill("freeze");
  await expect(results(page)).toHaveCount(2);
  await page.getByRole("button", { name: "In any conversation" }).click();
  await dialog(page).getByRole("button", { name: "In: Canteen" }).click();
  await expect(results(page)).toHaveCount(1);
  await expect(results(page)).toContainText("王芳: who will");
  await page.getByRole("button", { name: "In any conversation again" }).click();
  await expect(page.getByRole("button", { name: "In any conversation", exact: true })).toBeFocused();
  await expect(results(page)).toHaveCount(2);
  await page.getByRole("button", { name: "From anybody" }).click();
  await dialog(page).getByRole("button", { name: "Alice Chen" }).click();
  await expect(results(page)).toHaveCount(1);
  await expect(results(page)).toContainText("the code freeze is on Friday");

  await alice.api.send("DELETE", `/conversations/${release}/messages/3`);
  await field(page).press("Enter");
  await expect(page.getByText("Nothing found. Try fewer words or filters.")).toBeVisible();
  await page.getByRole("button", { name: "From anybody again" }).click();
  await field(page).press("Escape");
  await expect(field(page)).toHaveValue("");
  await page.getByRole("button", { name: "With a link" }).click();
  await expect(results(page)).toHaveCount(1);
  await expect(results(page)).toContainText("明天吃面条");
  await field(page).fill("……");
  await expect(page.getByText("punctuation alone is not searched for")).toBeVisible();
});

test("a reply in a thread opens its thread where the reply is", { tag: "@full" }, async () => {
  const reply = (text: string) =>
    alice.api.post(`/conversations/${release}/messages`, { clientMessageId: crypto.randomUUID(), text, threadSeq: 2 });
  await reply("the zeppelin lands at noon");
  for (let index = 0; index < 55; index++) await reply(`noise ${index}`);
  const page = await company.pageOf(fang);
  await page.goto("/search#q=zeppel");
  await expect(results(page)).toContainText("in a thread");
  await results(page).getByRole("link").click();
  await expect(dialog(page).getByText("the zeppelin lands at noon")).toBeInViewport();
  await expect(page).toHaveURL(new RegExp(`/c/${release}/\\d+$`));
  await page.goBack();
  await expect(dialog(page)).toHaveCount(0);
  await expect(results(page).getByRole("link")).toBeFocused();
});

test("the keyboard is enough, an input method is waited for, and a failure can be tried again", {
  tag: "@full",
}, async () => {
  const page = await company.pageOf(fang);
  const asked = textsAskedFor(page);
  await page.clock.install();
  await page.goto(`/c/${canteen}`);
  await expect(log(page)).toBeVisible();
  await page.keyboard.press("Control+Shift+F");
  await expect(field(page)).toBeFocused();
  await expect(page.getByRole("button", { name: "In: Canteen", exact: true })).toBeVisible();
  await expect(results(page)).toHaveCount(2);

  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "mian", selectionStart: 4, selectionEnd: 4 });
  await page.clock.runFor(1_000);
  await session.send("Input.insertText", { text: "面" });
  await expect(results(page)).toHaveCount(1);
  expect(asked).toEqual([undefined, "面"]);
  await page.keyboard.press("ArrowDown");
  await expect(results(page).getByRole("link")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/c/${canteen}/\\d+$`));

  await page.keyboard.press("Control+Shift+F");
  await page.route("**/search/messages", (route) => route.abort());
  await page.keyboard.type("lift");
  await expect(main(page).getByRole("alert")).toHaveText("The server cannot be reached. Try again.");
  await page.unroute("**/search/messages");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(results(page).getByRole("link")).toBeFocused();

  await page.keyboard.press("Control+Shift+F");
  await page.keyboard.type("rel");
  await page.getByRole("tab", { name: "Files" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(results(page)).toHaveText(/Release 2\.0/);
  await page.keyboard.press("Control+Shift+F");
  await page.keyboard.type("ali");
  await page.getByRole("tab", { name: "Conversations" }).focus();
  await page.keyboard.press("ArrowRight");
  await results(page).getByRole("button", { name: "Alice Chen" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Alice Chen" })).toBeVisible();
});

test("twenty at a time are shown, the focus goes on with them, and axe finds no fault at any width", {
  tag: "@full",
}, async () => {
  const page = await company.pageOf(fang);
  await page.goto("/search#q=filler");
  await expect(results(page)).toHaveCount(20);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(results(page)).toHaveCount(40);
  await expect(results(page).nth(20).getByRole("link")).toBeFocused();
  const faults: string[] = [];
  const filtered = `/search?in=${release}&from=${alice.id}&since=2020-01-01&me=1#q=发布`;
  for (const [address, width] of [
    [filtered, 1440],
    [filtered, 360],
    ["/search", 360],
  ] as const) {
    await page.setViewportSize({ width, height: 720 });
    await page.goto(address);
    await expect(address === filtered ? results(page) : page.getByText(/one character is enough/)).toHaveCount(1);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = await new AxeBuilder({ page }).analyze();
      faults.push(
        ...violations.map(({ id, nodes }) => `${address} ${width} ${colorScheme}: ${id} ${nodes[0]?.target}`),
      );
    }
    const ends = await main(page).evaluate((element) =>
      [...element.querySelectorAll("a, button, p, li")].map((part) => part.getBoundingClientRect().right),
    );
    if (Math.max(...ends) > width) faults.push(`${address} ${width}: too wide`);
  }
  expect(faults).toEqual([]);
});
