import { type Browser, expect, type Page, test } from "@playwright/test";
import { Host } from "./host.ts";

/** A running demo company, or one of our own that is started and restarted here. */
const running = process.env.MESSENGER_E2E_URL;
const host = new Host("demo", true);
const url = running ?? host.url;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  if (running === undefined) await host.start();
});
test.afterAll(async () => {
  if (running === undefined) await host.end();
});

async function signedIn(browser: Browser, userName: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: "en", baseURL: url })).newPage();
  await page.goto("/");
  await page.getByLabel("User name").fill(userName);
  await page.getByLabel("Password").fill("demo-Passw0rd");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Conversations" })).toBeVisible();
  return page;
}

async function openDirectWith(page: Page, userName: string): Promise<void> {
  await page.goto("/people");
  await page.getByLabel("Search by name, pinyin, department or e-mail").fill(userName);
  await expect(page.getByRole("main").getByRole("button", { name: new RegExp(userName, "i") })).toHaveCount(1);
  await page
    .getByRole("main")
    .getByRole("button", { name: new RegExp(userName, "i") })
    .press("Enter");
  await expect(page.getByRole("log")).toBeVisible();
}

test("alice and bob of the demo company exchange messages, reload, restart the host, and find everything", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const alice = await signedIn(browser, "alice");
  const bob = await signedIn(browser, "bob");
  await openDirectWith(alice, "bob");
  await openDirectWith(bob, "alice");
  const mark = crypto.randomUUID().slice(0, 8);
  const composer = (page: Page) => page.getByRole("textbox", { name: "Write a message" });
  // Typing is a hint to those who look: it is repeated while it goes on, so whoever opens the conversation later sees it too.
  await expect(async () => {
    await composer(alice).press("x");
    await expect(bob.getByText(/is typing/)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  // Bob was shown where he had stopped reading, which need not be the end.
  const newest = bob.getByRole("button", { name: /new message|newest/i });
  if (await newest.isVisible()) await newest.click();
  await composer(alice).fill(`to bob ${mark}`);
  await composer(alice).press("Enter");
  await expect(bob.getByRole("log").getByText(`to bob ${mark}`)).toBeInViewport();
  await bob.mouse.move(500, 300);
  await expect(alice.getByRole("log").getByText("Read", { exact: true })).toBeVisible();
  await composer(bob).fill(`to alice ${mark}`);
  await composer(bob).press("Enter");
  await expect(alice.getByRole("log").getByText(`to alice ${mark}`)).toHaveCount(1);

  if (running === undefined) {
    await host.stop();
    await host.start();
  }
  for (const page of [alice, bob]) {
    await page.reload();
    await expect(page.getByRole("log").getByText(`to bob ${mark}`)).toHaveCount(1);
    await expect(page.getByRole("log").getByText(`to alice ${mark}`)).toHaveCount(1);
  }
});
