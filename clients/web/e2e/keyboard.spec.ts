import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const host = new Host("keyboard");
let company: Company;
let fang: Colleague;
let alice: Colleague;
let duty: string;

test.describe.configure({ mode: "serial" });
test.skip(process.env.MESSENGER_E2E_URL !== undefined, "This needs an empty host of its own.");
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  alice = await company.hire("alice", "Alice Chen");
  await company.hire("zengl", "曾丽");
  await company.hire("shanx", "单晓");
  const group = async (title: string) =>
    (
      await fang.api.post("/conversations", {
        kind: "group",
        id: crypto.randomUUID(),
        title,
        memberIds: [alice.id],
      })
    ).conversation.id;
  duty = await group("发布值班");
  const lunch = await group("Lunch");
  await alice.api.write(duty, "谁今晚值班？", "我可以");
  await alice.api.write(lunch, "Noodles?");
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(() => host.end());

const field = (page: Page) => page.getByRole("combobox", { name: "Go to" });

/** The entry that Enter takes. */
const active = (page: Page) => page.getByRole("option", { selected: true });

async function shown(page: Page): Promise<void> {
  await page.goto("/");
  await expect(page.getByRole("link", { name: /Lunch/ })).toBeVisible();
}

async function look(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(text);
}

test("the switcher finds by pinyin, initials, characters and mixtures, also where a surname is read in its own way", async () => {
  const page = await company.pageOf(fang);
  await shown(page);
  await look(page, "");
  await expect(active(page)).toContainText("Lunch");
  for (const [text, found] of [
    ["fbzb", "发布值班"],
    ["fabu", "发布值班"],
    ["发布z", "发布值班"],
    ["值班", "发布值班"],
    ["zengli", "曾丽"],
    ["zl", "曾丽"],
    ["单", "单晓"],
    ["shanxiao", "单晓"],
    ["ach", "Alice Chen"],
  ] as const) {
    await field(page).fill(text);
    await expect(active(page).locator("bdi").first()).toHaveText(found);
  }
  await field(page).fill("zl");
  await expect(active(page).locator("mark")).toHaveText("曾丽");
  await field(page).fill("qqqq");
  await expect(page.getByText("Nothing found. Names, user names and pinyin can be typed.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveCount(0);
});

test("somebody to whom one never talked is a few keys away", { tag: "@full" }, async () => {
  const page = await company.pageOf(fang);
  await page.goto(`/c/${duty}`);
  await expect(page.getByRole("textbox", { name: "Write a message" })).toBeFocused();
  await look(page, "zengl");
  await expect(active(page)).toContainText("曾丽");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "曾丽" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Write a message" })).toBeFocused();
  await look(page, "zengl");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("textbox", { name: "Write a message" })).toBeFocused();
});

test("arrows, Home and End choose, and what an input method composes is left alone", async () => {
  const page = await company.pageOf(fang);
  await shown(page);
  await look(page, "");
  const options = page.getByRole("option");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("End");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  expect(await field(page).getAttribute("aria-activedescendant")).toBe(await options.first().getAttribute("id"));
  const before = page.url();
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Input.imeSetComposition", { text: "zeng", selectionStart: 4, selectionEnd: 4 });
  await field(page).dispatchEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true });
  await expect(field(page)).toHaveValue("zeng");
  await expect(active(page)).not.toContainText("曾丽");
  await devTools.send("Input.insertText", { text: "曾" });
  await expect(active(page)).toContainText("曾丽");
  expect(page.url()).toBe(before);
});

test("commands", { tag: "@full" }, async () => {
  const page = await company.pageOf(fang);
  await shown(page);
  await look(page, "dark");
  await expect(active(page)).toContainText("Dark theme");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await look(page, "new channel");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "New conversation" })).toBeVisible();
  await expect(page.getByLabel("Who can find the group")).toHaveValue("public");
  await page.keyboard.press("Escape");
  await look(page, "departments");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/admin\/departments$/);
  await look(page, "chinese");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("sz");
  await expect(page.getByRole("option", { name: "设置", exact: false }).first()).toBeVisible();
});

test("the whole day without a pointer", async () => {
  const context = await company.browserOf(fang);
  await context.clearCookies();
  const page = await context.newPage();
  await page.goto("/");
  await page.getByLabel("User name").fill("wangf");
  await page.keyboard.press("Tab");
  await page.keyboard.type("correct horse 7 battery");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: /Lunch/ })).toBeVisible();

  await look(page, "fbzb");
  await expect(active(page)).toContainText("发布值班");
  await page.keyboard.press("Enter");
  const composer = page.getByRole("textbox", { name: "Write a message" });
  await expect(composer).toBeFocused();
  await page.keyboard.type("今晚我来");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article").filter({ hasText: "今晚我来" })).toBeVisible();

  const list = page.getByRole("navigation", { name: "Conversations" });
  await expect(list.getByRole("link").first()).toContainText("发布值班");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page).not.toHaveURL(new RegExp(duty));
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page).toHaveURL(new RegExp(duty));
  await expect(composer).toBeFocused();

  const regions = [
    page.getByRole("navigation", { name: "Places" }),
    list,
    page.getByRole("log"),
    page.getByRole("region", { name: "New message" }),
  ];
  for (const region of regions) {
    await page.keyboard.press("F6");
    await expect(region.and(page.locator(":focus")).or(region.locator(":focus"))).toHaveCount(1);
  }
  await page.keyboard.press("Shift+F6");
  await expect(page.getByRole("log")).toBeFocused();

  await page.keyboard.press("Control+/");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page).toHaveURL(new RegExp(duty));
  await page.keyboard.press("Control+/");
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole("log")).toBeFocused();

  await look(page, "sign out");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("User name")).toBeVisible();
});

test("Alt and Shift go to what is unread, and Escape marks it as read and goes to the newest", {
  tag: "@full",
}, async () => {
  const quiet = (
    await fang.api.post("/conversations", {
      kind: "group",
      id: crypto.randomUUID(),
      title: "Long",
      memberIds: [alice.id],
    })
  ).conversation.id;
  await alice.api.write(quiet, ...Array.from({ length: 60 }, (_, row) => `row ${row}`));
  await fang.api.read(duty);
  const page = await company.pageOf(fang);
  await page.goto(`/c/${duty}`);
  await expect(page.getByRole("textbox", { name: "Write a message" })).toBeFocused();
  await expect(page.getByLabel("60 unread messages")).toBeVisible();
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await expect(page).toHaveURL(new RegExp(quiet));
  await expect(page.getByText("row 0", { exact: true })).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(page.getByText("row 59", { exact: true })).toBeInViewport();
  await expect.poll(async () => (await fang.api.send("GET", `/conversations/${quiet}`)).unread).toBe(0);
});

test("axe finds no fault in the switcher and in the sheet, light or dark", { tag: "@full" }, async () => {
  const page = await company.pageOf(fang);
  await shown(page);
  const found: string[] = [];
  const look = async (screen: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) found.push(`${screen}, ${colorScheme}: ${id} ${nodes[0]?.target}`);
    }
  };
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toBeVisible();
  await look("switcher");
  await page.keyboard.type("ali");
  await expect(active(page)).toContainText("Alice Chen");
  await look("found");
  await field(page).fill("qqqq");
  await expect(page.getByText("Nothing found. Names")).toBeVisible();
  await look("nothing found");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+/");
  await expect(page.getByRole("dialog")).toBeVisible();
  await look("sheet");
  expect(found).toEqual([]);
});
