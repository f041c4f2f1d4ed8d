import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const host = new Host("settings");
let company: Company;
let fang: Colleague;
let alice: Colleague;

test.skip(process.env.MESSENGER_E2E_URL !== undefined, "This needs an empty host of its own.");
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  alice = await company.hire("alice", "Alice Chen");
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(() => host.end());

const nav = (page: Page) => page.getByRole("navigation", { name: "Settings", exact: true });
const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });
const html = (page: Page) => page.locator("html");

/** Each place: the word in the list, the title of the page, the end of its address. */
const places = [
  ["Profile", "Profile", "profile"],
  ["Security", "Security", "security"],
  ["Devices", "Where you are signed in", "devices"],
  ["Access tokens", "Access tokens", "tokens"],
  ["Your files", "Your files", "files"],
  ["Appearance", "Appearance", "appearance"],
  ["Notifications", "Notifications", "notifications"],
  ["Writing", "Writing", "composing"],
  ["About", "About", "about"],
] as const;

/** What axe finds on the page as it is, in the theme that is chosen. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${new URL(page.url()).pathname}: ${id} ${nodes[0]?.target}`);
}

for (const [width, theme] of [
  [1440, "light"],
  [1440, "dark"],
  [360, "light"],
  [360, "dark"],
] as const) {
  test(`every place is reached by keys, and axe finds no fault there: ${width} px, ${theme}`, {
    tag: "@full",
  }, async () => {
    const viewport = { width, height: 760 };
    const page = await company.pageOf(fang, { viewport, colorScheme: theme, reducedMotion: "reduce" });
    await page.goto("/settings");
    if (width >= 720) await expect(page).toHaveURL(/\/settings\/profile$/);
    else await expect(title(page, "Settings")).toBeVisible();
    const found = await faults(page);
    for (const [word, heading, end] of places) {
      await nav(page).getByRole("link", { name: word, exact: true }).press("Enter");
      await expect(title(page, heading)).toBeVisible();
      await expect(page).toHaveURL(new RegExp(`/settings/${end}$`));
      await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      found.push(...(await faults(page)));
      if (width < 720) {
        await expect(page.getByRole("region", { name: heading, exact: true })).toBeFocused();
        await page.getByRole("link", { name: "Back" }).press("Enter");
        await expect(nav(page).getByRole("link", { name: word, exact: true })).toBeFocused();
      } else {
        await expect(nav(page).getByRole("link", { name: word, exact: true })).toBeFocused();
      }
    }
    expect(found).toEqual([]);
  });
}

test("language and theme change at once, and stay", async () => {
  const page = await company.pageOf(fang);
  await page.goto("/settings/appearance");
  await page.getByLabel("Theme").selectOption("Dark");
  await expect(html(page)).toHaveAttribute("data-theme", "dark");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.getByLabel("Language").selectOption("中文");
  await expect(title(page, "外观")).toBeVisible();
  await expect(html(page)).toHaveAttribute("lang", "zh-CN");
  await page.reload();
  await expect(title(page, "外观")).toBeVisible();
  await expect(html(page)).toHaveAttribute("data-theme", "dark");
  await page.getByLabel("主题").selectOption("浅色");
  await page.getByLabel("语言").selectOption("English");
  await expect(title(page, "Appearance")).toBeVisible();
  await expect(html(page)).toHaveAttribute("data-theme", "light");
});

test("what is chosen is kept after a reload", { tag: "@full" }, async () => {
  const page = await company.pageOf(fang);
  await page.goto("/settings/composing");
  await page.getByLabel("Key that sends").selectOption("Ctrl+Enter");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(page.getByText("Enter begins a new line.", { exact: true })).toBeVisible();
  await nav(page).getByRole("link", { name: "Notifications" }).click();
  const aloud = page.getByRole("switch", { name: "Announce new messages to screen readers" });
  await aloud.press("Space");
  await expect(aloud).not.toBeChecked();
  await page.getByLabel("From").fill("22:30");
  await page.getByRole("form", { name: "Quiet hours" }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/No notifications from 22:30/)).toBeVisible();
  await page.reload();
  await expect(aloud).not.toBeChecked();
  await expect(page.getByLabel("From")).toHaveValue("22:30");
  await nav(page).getByRole("link", { name: "Writing" }).click();
  await expect(page.getByLabel("Key that sends")).toHaveValue("ctrlEnter");
});

test("other devices are ended one by one and all at once", async () => {
  const others: Page[] = [];
  for (let i = 0; i < 3; i++) {
    const other = await company.pageOf(alice);
    await other.goto("/");
    await expect(other.getByRole("heading", { name: "Conversations" })).toBeVisible();
    others.push(other);
  }
  const page = await company.pageOf(alice);
  await page.goto("/settings/devices");
  const ends = page.getByRole("button", { name: /^End (?!all)/ });
  await expect(page.getByText("This device")).toHaveCount(1);
  await expect(page.getByRole("main").getByRole("listitem").last()).toContainText("Last active");
  // One more is that of her who was hired, over the API.
  await expect(ends).toHaveCount(4);
  await ends.last().click();
  await expect(ends).toHaveCount(3);
  await page.getByRole("button", { name: "End all others" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("3 other sign-ins end at once");
  await dialog.getByRole("button", { name: "End", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(ends).toHaveCount(0);
  for (const other of others.slice(-2)) await expect(other.getByText("ended from another device")).toBeVisible();
  await expect(page.getByText("This device")).toBeVisible();
});

test("what an account signs in with is said, and its password changed", { tag: "@full" }, async () => {
  const bob = await company.hire("bob", "Bob Miller");
  const page = await company.pageOf(bob);
  await page.goto("/settings/security");
  await expect(page.getByText("With a user name and a password.")).toBeVisible();
  await page.getByLabel("Present password").fill("wrong");
  await page.getByLabel("New password").fill("correct horse 8 battery");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Present password").fill("correct horse 7 battery");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The password is changed.")).toBeVisible();
  await nav(page).getByRole("link", { name: "About" }).click();
  await expect(page.getByRole("main")).toContainText("Characters of a message8,000");
});
