import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const host = new Host("admin", false, { Messages__MaxPins: "7", LinkPreviews__AllowedHosts__0: "*.example.com" });
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

const main = (page: Page) => page.getByRole("main");
const rows = (page: Page) => main(page).getByRole("region").getByRole("listitem");
const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

async function act(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).press("Enter");
  await page.getByRole("menuitem", { name: action }).press("Enter");
}

test("the rules of this server are shown, each with its setting", async () => {
  const page = await company.pageOf(fang);
  await page.goto("/admin/policies");
  const rule = (setting: string) => page.getByRole("term").filter({ hasText: setting }).locator("..");
  await expect(rule("Messages:MaxPins")).toContainText("Pinned messages of a conversation");
  await expect(rule("Messages:MaxPins")).toContainText("Changed7");
  await expect(rule("Messages:MaxLength")).toContainText("8,000");
  await expect(rule("Messages:MaxLength")).not.toContainText("Changed");
  await expect(rule("LinkPreviews:AllowedHosts")).toContainText("*.example.com");
  await expect(rule("Limits:Send:PerSecond")).toContainText("20 per second, 5,000 at once");
  await expect(rule("Files:QuotaInAll")).toContainText("No bound");
  // Each has words of its own before the name of its setting.
  for (const term of await page.getByRole("term").allInnerTexts()) expect(term.split("\n").length).toBeGreaterThan(1);
});

test("the health of the installation is shown, refreshed while seen, and said to be old when the server is away", async () => {
  const page = await company.pageOf(fang);
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/admin/system")) asked++;
  });
  await page.clock.install();
  await page.goto("/admin/system");
  const part = (name: string | RegExp) => page.getByRole("region", { name });
  await expect(part("PostgreSQL")).toContainText(/Version\d+/);
  await expect(part("PostgreSQL")).toContainText(/Size of the database\d/);
  await expect(part("PostgreSQL")).toContainText(/changes made, 0 to come/);
  await expect(part("Redis")).toContainText("one node alone");
  await expect(part("File storage")).toContainText("Directory");
  await expect(part("How much there is")).toContainText("Active accounts2");
  await expect(part(/^Node /)).toContainText(/Open connections[1-9]/);
  const before = asked;
  await page.clock.runFor(10_500);
  await expect.poll(() => asked).toBeGreaterThan(before);
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  const hidden = asked;
  await page.clock.runFor(60_000);
  expect(asked).toBe(hidden);
  await page.route("**/admin/system", (route) => route.abort());
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect(page.getByRole("alert").filter({ hasText: "does not answer now" })).toBeVisible();
  await expect(part("PostgreSQL")).toContainText(/Version\d+/);
});

test("a member has no way in", async () => {
  const page = await company.pageOf(alice);
  for (const path of ["/admin", "/admin/policies", "/admin/system", "/admin/sign-ins", "/admin/users"]) {
    await page.goto(path);
    await expect(page.getByText("There is nothing at this address.")).toBeVisible();
  }
  await expect(page.getByRole("link", { name: "Accounts" })).toHaveCount(0);
  for (const path of ["policies", "system", "sessions", "users"]) {
    expect((await page.request.get(`/api/v1/admin/${path}`)).status()).toBe(403);
  }
});

test("accounts are found by kind, made administrators, deactivated and let in again", async () => {
  await company.hire("bob", "Bob Miller");
  const page = await company.pageOf(fang);
  await page.goto("/admin/users");
  const bob = rows(page).filter({ hasText: "Bob Miller" });
  await expect(bob).toContainText("bob");
  await act(page, "Bob Miller", "Make administrator");
  await expect(bob).toContainText("Administrator");
  await page.getByRole("combobox", { name: /^Show/ }).selectOption("Administrators");
  await expect(rows(page)).toHaveCount(2);
  await act(page, "Bob Miller", "No longer administrator");
  await expect(bob).not.toContainText("Administrator");
  await act(page, "Bob Miller", "Deactivate");
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(bob).toContainText("Deactivated");
  await page.getByRole("combobox", { name: /^Show/ }).selectOption("Active accounts");
  await expect(rows(page).filter({ hasText: "Alice Chen" })).toBeVisible();
  await expect(bob).toHaveCount(0);
  await page.getByRole("combobox", { name: /^Show/ }).selectOption("Deactivated accounts");
  await act(page, "Bob Miller", "Reactivate");
  await expect(bob).not.toContainText("Deactivated");
});

test("many accounts come page by page as one scrolls", { tag: "@full" }, async () => {
  test.setTimeout(120_000);
  const csv = Array.from({ length: 130 }, (_, i) => `many${i},Many ${String(i).padStart(3, "0")}`);
  const page = await company.pageOf(fang);
  const imported = await page.request.post("/api/v1/admin/people/import", {
    headers: { "Content-Type": "text/csv", Origin: host.url },
    data: `user_name,display_name\n${csv.join("\n")}\n`,
  });
  expect(imported.ok()).toBe(true);
  await page.goto("/admin/users");
  await page.getByLabel("Search by name or user name").fill("many");
  await expect(rows(page).first()).toContainText("Many 000");
  await expect(rows(page).filter({ hasText: "Alice" })).toHaveCount(0);
  await expect
    .poll(async () => {
      await rows(page).last().scrollIntoViewIfNeeded();
      return rows(page).count();
    })
    .toBe(130);
  await expect(rows(page).last()).toContainText("Many 129");
});

test("all sign-ins are listed, and one of somebody else is ended", async () => {
  const carol = await company.hire("carol", "Carol Wu");
  const hers = await company.pageOf(carol);
  await hers.goto("/");
  await expect(hers.getByRole("heading", { name: "Conversations" })).toBeVisible();
  const page = await company.pageOf(fang);
  await page.goto("/admin/sign-ins");
  const ends = page.getByRole("button", { name: /^End Carol Wu/ });
  await expect(ends).toHaveCount(2);
  await expect(page.getByText("This device")).toHaveCount(1);
  await ends.first().click();
  await expect(ends).toHaveCount(1);
  await ends.first().click();
  await expect(ends).toHaveCount(0);
  await expect(hers.getByRole("button", { name: "Sign in" })).toBeVisible();
});

for (const [width, theme] of [
  [1440, "light"],
  [1440, "dark"],
  [360, "light"],
  [360, "dark"],
] as const) {
  test(`axe finds no fault in the administration: ${width} px, ${theme}`, { tag: "@full" }, async () => {
    const page = await company.pageOf(fang, {
      viewport: { width, height: 760 },
      colorScheme: theme,
      reducedMotion: "reduce",
    });
    const found: string[] = [];
    for (const [path, heading] of [
      ["users", "Accounts"],
      ["departments", "Departments"],
      ["import", "Import people"],
      ["sign-ins", "Sign-ins"],
      ["policies", "Limits and policies"],
      ["system", "System health"],
    ] as const) {
      await page.goto(`/admin/${path}`);
      await expect(title(page, heading)).toBeVisible();
      if (path === "users" || path === "sign-ins") await expect(rows(page).first()).toBeVisible();
      if (path === "policies") await expect(page.getByText("Messages:MaxLength")).toBeVisible();
      if (path === "system") await expect(page.getByRole("region", { name: "PostgreSQL" })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(...violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.target}`));
    }
    expect(found).toEqual([]);
  });
}
