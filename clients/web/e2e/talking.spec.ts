import { type APIRequestContext, type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Host } from "./host.ts";

const host = new Host("talking");
const password = "correct horse 7 battery";
const people = { admin: "admin", alice: "alice", bob: "bob" };

test.describe.configure({ mode: "serial" });
test.skip(process.env.MESSENGER_E2E_URL !== undefined, "These need an empty host of their own, which they restart.");
test.beforeAll(async () => {
  test.setTimeout(180_000);
  await host.start();
});
test.afterAll(() => host.end());

/** A browser of its own for one person; it fails the test when the page breaks its content security policy. */
async function browserOf(browser: Browser, locale = "en"): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ locale, baseURL: host.url });
  const page = await context.newPage();
  page.on("console", (entry) => {
    if (/Content Security Policy/i.test(entry.text())) throw new Error(entry.text());
  });
  return { context, page };
}

async function signIn(page: Page, userName: string): Promise<void> {
  await page.goto("/");
  await page.getByLabel("User name").fill(userName);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Conversations" })).toBeVisible();
}

async function signedIn(browser: Browser, userName: string) {
  const opened = await browserOf(browser);
  await signIn(opened.page, userName);
  return opened;
}

/** A press would open the card of the colleague, Enter goes straight to the conversation. */
async function openDirect(page: Page, name: string): Promise<void> {
  await page.goto("/people");
  await page.getByRole("main").getByRole("listitem").getByRole("button", { name }).press("Enter");
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

const composer = (page: Page) => page.getByRole("textbox", { name: "Write a message" });
const log = (page: Page) => page.getByRole("log");
const write = async (page: Page, text: string) => {
  await composer(page).fill(text);
  await composer(page).press("Enter");
};

const json = { "Content-Type": "application/json" };
const post = (request: APIRequestContext, path: string, data: object) =>
  request.post(`${host.url}/api/v1${path}`, { data, headers: { ...json, Origin: host.url } });

test("the set-up link makes the first administrator, who creates colleagues", async ({ browser }) => {
  const { context, page } = await browserOf(browser);
  await page.goto(host.setUpLink);
  await page.getByLabel("User name").fill(people.admin);
  await page.getByLabel("Name", { exact: true }).fill("Ada Admin");
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Create administrator" }).click();
  await expect(page.getByRole("heading", { name: "Conversations" })).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");

  for (const [userName, name] of [
    [people.alice, "Alice Chen"],
    [people.bob, "Bob 王"],
  ] as const) {
    await page.goto("/admin/users");
    await page.getByRole("button", { name: "Create account" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("User name").fill(userName);
    await dialog.getByLabel("Name", { exact: true }).fill(name);
    await dialog.getByRole("button", { name: "Save" }).click();
    const link = await page.getByRole("dialog").getByRole("textbox", { name: "Password link" }).inputValue();

    const theirs = await browserOf(browser);
    await theirs.page.goto(link);
    await theirs.page.getByLabel("New password").fill(password);
    await theirs.page.getByRole("button", { name: "Set password" }).click();
    await expect(theirs.page.getByText("Your password is set")).toBeVisible();
    await theirs.context.close();
  }
  await context.close();
});

test("two colleagues talk, see typing and read state, and find everything after a reload and a restart", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const alice = await signedIn(browser, people.alice);
  const bob = await signedIn(browser, people.bob);
  await openDirect(alice.page, "Bob 王");
  await write(alice.page, "hello **Bob**");
  await expect(log(alice.page).getByText("Unread")).toBeVisible();

  await expect(bob.page.getByRole("img", { name: "1 unread message" })).toBeVisible();
  await bob.page.getByRole("link", { name: /Alice Chen/ }).click();
  await expect(log(bob.page).getByRole("article").getByText("Bob", { exact: true })).toBeVisible();
  await bob.page.mouse.move(400, 300);
  await expect(log(alice.page).getByText("Read", { exact: true })).toBeVisible();
  await expect(bob.page.getByRole("img", { name: "1 unread message" })).toHaveCount(0);

  await composer(bob.page).pressSequentially("hi Alice");
  await expect(alice.page.getByText("Bob 王 is typing…")).toBeVisible();
  await composer(bob.page).press("Enter");
  await expect(log(alice.page).getByText("hi Alice")).toBeVisible();
  await expect(alice.page.getByText("Bob 王 is typing…")).toHaveCount(0);

  await alice.page.reload();
  await expect(log(alice.page).getByText("hi Alice")).toBeVisible();

  await host.stop("SIGTERM");
  await expect(alice.page.getByText(/Reconnecting/)).toBeVisible();
  await write(alice.page, "written while the host was away");
  await host.start();
  await expect(log(bob.page).getByText("written while the host was away")).toHaveCount(1, { timeout: 60_000 });
  for (const { page } of [alice, bob]) {
    await page.reload();
    await expect(log(page).getByText("hi Alice")).toHaveCount(1);
    await expect(log(page).getByText("written while the host was away")).toHaveCount(1);
  }
  await alice.context.close();
  await bob.context.close();
});

test("what is written offline survives a reload and is sent once", async ({ browser }) => {
  const alice = await signedIn(browser, people.alice);
  const bob = await signedIn(browser, people.bob);
  await openDirect(alice.page, "Bob 王");
  await openDirect(bob.page, "Alice Chen");
  // Without the network the page itself cannot be reloaded, so only what talks to the server is cut.
  const cut = async (on: boolean) => {
    if (!on) return alice.context.unrouteAll();
    await alice.context.route(/\/(api|hubs)\//, (route) => route.abort("internetdisconnected"));
  };
  await cut(true);
  await alice.page.reload();
  await write(alice.page, "kept offline");
  await expect(log(alice.page).getByText("kept offline")).toBeVisible();
  await alice.page.reload();
  await expect(log(alice.page).getByText("kept offline")).toBeVisible();
  await expect(log(alice.page).getByText("Sending…")).toBeVisible();
  await cut(false);
  await expect(log(bob.page).getByText("kept offline")).toHaveCount(1, { timeout: 45_000 });
  await expect(log(alice.page).getByText("Sending…")).toHaveCount(0);
  await bob.page.reload();
  await expect(log(bob.page).getByText("kept offline")).toHaveCount(1);
  await alice.context.close();
  await bob.context.close();
});

test("Enter within an input method's composition does not send", async ({ browser }) => {
  const { context, page } = await signedIn(browser, people.alice);
  await openDirect(page, "Bob 王");
  await composer(page).click();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Input.imeSetComposition", { text: "nihao", selectionStart: 5, selectionEnd: 5 });
  await composer(page).dispatchEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true });
  await composer(page).dispatchEvent("keydown", { key: "Enter", keyCode: 229 });
  await expect(composer(page)).toHaveValue("nihao");
  await devtools.send("Input.insertText", { text: "你好" });
  await expect(composer(page)).toHaveValue("你好");
  await composer(page).press("Enter");
  await expect(composer(page)).toHaveValue("");
  await expect(log(page).getByText("你好")).toBeVisible();
  await context.close();
});

test("hostile text is text", async ({ browser }) => {
  const { context, page } = await signedIn(browser, people.alice);
  let ran = false;
  page.on("dialog", (dialog) => {
    ran = true;
    void dialog.dismiss();
  });
  await openDirect(page, "Bob 王");
  for (const text of [
    "x".repeat(8_000),
    "\u202Eevil\u202C right to left",
    '"><img src=x onerror="alert(1)">',
    "[click](javascript:alert(1)) <script>alert(1)</script>",
  ]) {
    await write(page, text);
    await expect(composer(page)).toHaveValue("");
  }
  await expect(log(page).getByText("<img src=x")).toBeVisible();
  await expect(log(page).getByText("[click](javascript:alert(1))")).toBeVisible();
  expect(await log(page).locator('img, script, a[href^="javascript"]').count()).toBe(0);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(ran).toBe(false);
  await context.close();
});

test("a session ended from another browser shows the sign-in, and typed text survives", { tag: "@full" }, async ({
  browser,
}) => {
  const first = await signedIn(browser, people.bob);
  await openDirect(first.page, "Alice Chen");
  await composer(first.page).fill("half a thought");
  const second = await signedIn(browser, people.bob);
  await second.page.goto("/settings/devices");
  const ends = second.page.getByRole("button", { name: /^End (?!all)/ });
  await expect(ends.first()).toBeVisible();
  const open = await ends.count();
  for (let left = open; left > 0; left--) {
    await ends.first().click();
    await expect(ends).toHaveCount(left - 1);
  }
  await expect(first.page.getByText("ended from another device")).toBeVisible();
  await first.page.getByLabel("Password").fill(password);
  await first.page.getByRole("button", { name: "Sign in" }).click();
  await expect(first.page.getByRole("dialog")).toHaveCount(0);
  await expect(composer(first.page)).toHaveValue("half a thought");
  await write(first.page, "a whole thought");
  await expect(log(first.page).getByText("a whole thought")).toBeVisible();
  await first.context.close();
  await second.context.close();
});

test("signing out deletes what the browser kept", async ({ browser }) => {
  const { context, page } = await signedIn(browser, people.alice);
  await openDirect(page, "Bob 王");
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).map((database) => database.name)))
    .not.toContainEqual(expect.stringMatching(/^messenger-/));
  await context.close();
});

test("a group is made, named, joined and left", { tag: "@full" }, async ({ browser }) => {
  const alice = await signedIn(browser, people.alice);
  const bob = await signedIn(browser, people.bob);
  await alice.page.getByRole("button", { name: "New conversation" }).click();
  await alice.page.getByLabel("As a group").check();
  await alice.page.getByLabel("Group name").fill("Launch");
  await alice.page.getByRole("dialog").getByRole("button", { name: "Bob 王" }).click();
  await alice.page.getByRole("button", { name: /Create group/ }).click();
  await expect(alice.page.getByRole("heading", { name: "Launch" })).toBeVisible();
  await bob.page.getByRole("link", { name: /Launch/ }).click();
  await expect(log(bob.page).getByText("Alice Chen created the group")).toBeVisible();
  await write(alice.page, "welcome");
  await expect(log(bob.page).getByText("welcome")).toBeVisible();
  await bob.page.mouse.move(500, 300);
  await expect(log(alice.page).getByText("1/1 read")).toBeVisible();

  await alice.page.getByRole("button", { name: "Group details" }).click();
  await alice.page.getByRole("region", { name: "Group details" }).getByLabel("Group name").fill("Launch day");
  await alice.page.getByRole("button", { name: "Save" }).click();
  await expect(bob.page.getByRole("heading", { name: "Launch day" })).toBeVisible();
  await bob.page.getByRole("button", { name: "Group details" }).click();
  await bob.page.getByRole("button", { name: "Leave group" }).click();
  await bob.page.getByRole("dialog").getByRole("button", { name: "Leave group" }).click();
  await expect(bob.page.getByRole("link", { name: /Launch day/ })).toHaveCount(0);
  await expect(log(alice.page).getByText("Bob 王 left the group")).toBeVisible();
  await alice.context.close();
  await bob.context.close();
});

test("older pages load upwards as far as the first message", { tag: "@full" }, async ({ browser, request }) => {
  const { context, page } = await browserOf(browser);
  await signIn(page, people.alice);
  await openDirect(page, "Bob 王");
  // What is unread here depends on the tests before; one's own message leads to the end in any case.
  await write(page, "row 0");
  const id = page.url().split("/").at(-1);
  await post(request, "/session", { userName: people.alice, password });
  for (let count = 1; count <= 200; count++) {
    const clientMessageId = crypto.randomUUID();
    for (;;) {
      const reply = await post(request, `/conversations/${id}/messages`, { clientMessageId, text: `row ${count}` });
      if (reply.ok()) break;
      const { retryAfterMilliseconds } = await reply.json();
      await page.waitForTimeout(retryAfterMilliseconds ?? 500);
    }
  }
  await expect(log(page).getByText("row 200", { exact: true })).toBeVisible();
  await log(page).hover();
  for (let turn = 0; turn < 200; turn++) {
    if (
      await log(page)
        .getByText("hello", { exact: false })
        .isVisible()
        .catch(() => false)
    )
      break;
    await page.mouse.wheel(0, -1_500);
    await page.waitForTimeout(30);
  }
  await expect(log(page).getByText("hi Alice")).toBeVisible();
  await page.getByRole("button", { name: /To the newest|new message/ }).click();
  await expect(log(page).getByText("row 200", { exact: true })).toBeVisible();
  await context.close();
});

test("the client speaks Chinese to a Chinese browser", async ({ browser }) => {
  const { context, page } = await browserOf(browser, "zh-CN");
  await page.goto("/");
  await page.getByLabel("用户名").fill(people.alice);
  await page.getByLabel("密码").fill("wrong");
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("alert")).toHaveText("用户名或密码错误。");
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("heading", { name: "会话" })).toBeVisible();
  expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
  await context.close();
});
