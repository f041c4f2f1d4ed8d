import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const host = new Host("people");
let company: Company;
let fang: Colleague;
let alice: Colleague;
let web: string;

test.describe.configure({ mode: "serial" });
test.skip(process.env.MESSENGER_E2E_URL !== undefined, "This needs an empty host of its own.");
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  alice = await company.hire("alice", "Alice Chen");
  const li = await company.hire("zengl", "曾丽");
  const build = (await fang.api.post("/admin/departments", { name: "Engineering", headIds: [fang.id] })).id;
  web = (await fang.api.post("/admin/departments", { name: "Web", parentId: build })).id;
  const profile = { department: "Engineering/Web", title: "Engineer", phone: "+86 21 5555 0100" };
  await fang.api.send("PATCH", `/admin/users/${alice.id}`, { ...profile, email: "alice@example.com" });
  await fang.api.send("PATCH", `/admin/users/${li.id}`, { department: "Engineering" });
  await alice.api.send("PATCH", "/profile", { timeZone: "Asia/Tokyo" });
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(() => host.end());

const main = (page: Page) => page.getByRole("main");
const dialog = (page: Page) => page.getByRole("dialog");
const field = (page: Page) => page.getByRole("searchbox", { name: "Search by name, pinyin" });
const person = (page: Page, name: string | RegExp) => main(page).getByRole("listitem").getByRole("button", { name });

/** What axe finds on the page as it is, light and dark. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    found.push(...violations.map(({ id, nodes }) => `${colorScheme}: ${id} ${nodes[0]?.target}`));
  }
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

test("a card says how a colleague is reached; starred, renamed and blocked, he is so here alone", async () => {
  const page = await company.pageOf(fang);
  await page.goto("/people");
  await person(page, /Alice Chen/).click();
  const card = page.getByRole("dialog", { name: "Alice Chen" });
  await expect(card.getByRole("link", { name: "alice@example.com" })).toHaveAttribute(
    "href",
    "mailto:alice@example.com",
  );
  await expect(card.getByRole("link", { name: "+86 21 5555 0100" })).toHaveAttribute("href", "tel:+862155550100");
  await expect(card.getByRole("link", { name: "Web" })).toHaveAttribute("href", `/people?department=${web}`);
  await expect(card.getByText("(Asia/Tokyo)")).toBeVisible();
  await card.getByRole("button", { name: "Star" }).click();
  await expect(card.getByRole("button", { name: "Remove star" })).toHaveAttribute("aria-pressed", "true");
  expect(await faults(page)).toEqual([]);

  await card.getByRole("button", { name: "Alias" }).click();
  await card.getByLabel("only you see it").fill("The boss");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "The boss" }).getByRole("button", { name: "Block" }).click();
  await expect(dialog(page).getByText("can no longer send you direct messages")).toBeVisible();
  await dialog(page).last().getByRole("button", { name: "Block" }).click();
  await expect(dialog(page).getByText("You have blocked this colleague.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(main(page).getByRole("heading", { name: "Starred" })).toBeVisible();
  await expect(person(page, /The boss/).last()).toBeFocused();

  const hers = await company.pageOf(alice);
  await hers.goto("/people");
  await person(hers, /王芳/).press("Enter");
  await hers.getByRole("textbox", { name: "Write a message" }).fill("may I?");
  await hers.keyboard.press("Enter");
  await expect(hers.getByRole("log").getByRole("alert")).toContainText("This colleague does not take your messages.");

  await person(page, /The boss/)
    .first()
    .click();
  await dialog(page).getByRole("button", { name: "Unblock" }).click();
  await expect(dialog(page).getByText("You have blocked this colleague.")).toHaveCount(0);
  await dialog(page).getByRole("link", { name: "Web" }).click();
  await expect(main(page).getByRole("heading", { name: "Web" })).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);
});

test("what one says of oneself is seen by those who look, until it is cleared", async () => {
  const hers = await company.pageOf(alice);
  await hers.goto("/people");
  const row = person(hers, /王芳/);
  const page = await company.pageOf(fang);
  await page.goto("/");
  await expect(row.getByRole("img", { name: "Online" })).toBeVisible();
  await page.getByRole("button", { name: "Your status" }).click();
  await dialog(page).getByRole("button", { name: "In a meeting" }).click();
  await expect(dialog(page).getByLabel("Reachable")).toHaveValue("busy");
  await dialog(page).getByLabel("What are you doing?").fill("Budget meeting");
  expect(await faults(page)).toEqual([]);
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("📅");
  await expect(row).toContainText("Budget meeting");
  await expect(row.getByRole("img", { name: "Busy" })).toBeVisible();
  await page.getByRole("button", { name: "Your status: Budget meeting" }).click();
  await dialog(page).getByRole("button", { name: "Clear status" }).click();
  await expect(row).not.toContainText("Budget meeting");
  await expect(row.getByRole("img", { name: "Online" })).toBeVisible();
});

test("a department is gone to by keys, people are found by initials, and both become a group", {
  tag: "@full",
}, async () => {
  const page = await company.pageOf(fang);
  await page.goto("/people");
  await page.getByRole("treeitem", { name: "Engineering" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("treeitem", { name: "Web" })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(main(page).getByRole("heading", { name: "Engineering" })).toBeVisible();
  await expect(person(page, /王芳 Head/)).toBeVisible();
  await expect(person(page, /The boss/)).toBeVisible();
  await page.getByRole("button", { name: "Everybody" }).click();
  await field(page).fill("boss");
  await expect(person(page, /The boss/)).toBeVisible();
  await field(page).fill("zl");
  await expect(person(page, /曾丽/)).toBeVisible();
  await expect(main(page).locator("mark")).toHaveText("曾丽");
  expect(await faults(page)).toEqual([]);

  await page.getByRole("button", { name: "New conversation" }).click();
  await dialog(page).getByLabel("As a group").check();
  await dialog(page).getByLabel("Group name").fill("Web and friends");
  await field(page).last().fill("web");
  await dialog(page).getByRole("button", { name: "Web (1 person)", exact: true }).click();
  await field(page).last().fill("zengl");
  await dialog(page).getByRole("button", { name: /^曾丽/ }).click();
  await expect(dialog(page).getByRole("list", { name: "Chosen" }).getByRole("listitem")).toHaveCount(2);
  expect(await faults(page)).toEqual([]);
  await dialog(page).getByRole("button", { name: "Create group" }).click();
  await expect(page.getByRole("heading", { name: "Web and friends" })).toBeVisible();
  await expect(main(page).getByText("3 members").first()).toBeVisible();
});

test("administrators look after departments, and bring people in after seeing what would change", {
  tag: "@full",
}, async () => {
  const page = await company.pageOf(fang);
  await page.goto("/admin/departments");
  await page.getByRole("button", { name: "Add a department below Engineering" }).click();
  await dialog(page).getByLabel("Name", { exact: true }).fill("Mobile");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Edit Mobile" }).click();
  await dialog(page).getByLabel("Belongs to").selectOption({ label: "Engineering/Web" });
  expect(await faults(page)).toEqual([]);
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Delete Web" }).click();
  await dialog(page).getByRole("button", { name: "Delete" }).click();
  await expect(dialog(page).getByRole("alert")).toBeVisible();
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  expect(await faults(page)).toEqual([]);

  await page.getByRole("link", { name: "Import people" }).click();
  const choose = (text: string) =>
    page
      .getByLabel("Choose a file")
      .setInputFiles({ name: "people.csv", mimeType: "application/vnd.ms-excel", buffer: Buffer.from(text) });
  const sample = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download a sample" }).click();
  await choose(readFileSync(await (await sample).path(), "utf8"));
  await expect(page.getByRole("status").filter({ hasText: "2 accounts would be made, 0 changed" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Apply the import" })).toBeVisible();
  await choose("user_name,display_name,department\nnova,诺娃,Sales\n,Nobody,Sales\n");
  await expect(page.getByRole("row", { name: /3 user_name A value is missing/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Apply the import" })).toHaveCount(0);
  await choose("user_name,display_name,department\nnova,诺娃,Sales\nalice,Alice Chen,Engineering/Web\n");
  await expect(page.getByRole("status").filter({ hasText: "1 account would be made, 0 changed" })).toBeVisible();
  await expect(page.getByRole("row", { name: /nova/ })).toContainText("Sales");
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Apply the import" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Done: 1 account made" })).toBeVisible();
  await page.goto("/people");
  await field(page).fill("sales");
  await expect(person(page, /诺娃/)).toBeVisible();
});
