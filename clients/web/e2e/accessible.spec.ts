import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const host = new Host("accessible");
let company: Company;
let fang: Colleague;
let room: string;

test.skip(process.env.MESSENGER_E2E_URL !== undefined, "This needs an empty host of its own.");
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  const alice = await company.hire("alice", "Alice Chen");
  const group = { kind: "group", id: crypto.randomUUID(), title: "产品发布 Release 2.0", memberIds: [alice.id] };
  room = (await fang.api.post("/conversations", group)).conversation.id;
  await alice.api.write(room, "**Bold**, `code` and https://example.com/spec", "> quoted\n\n- one\n- two");
  const messages = `/conversations/${room}/messages`;
  const poll = { options: ["noodles", "rice"] };
  await alice.api.post(messages, { clientMessageId: crypto.randomUUID(), text: "Where?", poll });
  await alice.api.post(messages, { clientMessageId: crypto.randomUUID(), text: "Now!", urgent: true, replyTo: 2 });
  const key = `${room}/3`;
  await fang.api.send("PUT", "/personal", { item: { kind: "saved", key, saved: {} } });
  const at = new Date(Date.now() + 86_400_000).toISOString();
  const scheduled = { conversationId: room, at, text: "later" };
  await fang.api.send("PUT", "/personal", { item: { kind: "scheduled", key: crypto.randomUUID(), scheduled } });
  const announcement = "Everybody reads this first";
  await fang.api.send("PATCH", `/conversations/${room}`, {
    announcement,
    visibility: "public",
    joining: "approval",
  });
  const bob = await company.hire("bob", "Bob Miller");
  await bob.api.post(`/conversations/${room}/join`, { note: "May I?" });
  await alice.api.post(messages, { clientMessageId: crypto.randomUUID(), text: "in a thread", threadSeq: 2 });
  await fang.api.post(messages, { clientMessageId: crypto.randomUUID(), text: "as well", threadSeq: 2 });
  await fang.api.post("/tokens", { name: "backup", scopes: ["read"], expiresInDays: 30 });
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(() => host.end());

/** What axe finds on the page as it is, or in the part of it that can be used, in light and in dark. */
async function faults(page: Page, screen: string, part = "html"): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const axe = new AxeBuilder({ page }).include(part);
    // Of all that axe looks at only this depends on the colours.
    const { violations } = await (colorScheme === "dark" ? axe.withRules(["color-contrast"]) : axe).analyze();
    for (const { id, nodes } of violations) found.push(`${screen}, ${colorScheme}: ${id} ${nodes[0]?.target}`);
  }
  return found;
}

async function openRoom(page: Page): Promise<void> {
  await page.goto(`/c/${room}`);
  await expect(page.getByRole("article")).toHaveCount(4);
}

async function openDetails(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Group details" }).click();
  await expect(page.getByRole("region", { name: "Group details" })).toBeVisible();
}

test("axe finds no fault where people are most of the day, light or dark", async ({ browser }) => {
  const page = await company.pageOf(fang);
  const found: string[] = [];
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Conversations" })).toBeVisible();
  found.push(...(await faults(page, "list")));
  await openRoom(page);
  found.push(...(await faults(page, "conversation")));
  await openDetails(page);
  found.push(...(await faults(page, "group")));
  await page.getByRole("log").getByRole("button", { name: "2 replies" }).click();
  await expect(page.getByRole("dialog").getByRole("article")).toHaveCount(3);
  found.push(...(await faults(page, "thread")));
  await page.goto("/people");
  await expect(page.getByRole("main").getByRole("button", { name: /Alice Chen/ })).toBeVisible();
  found.push(...(await faults(page, "people")));
  const stranger = await (await browser.newContext({ locale: "en", baseURL: host.url })).newPage();
  await stranger.goto("/");
  await expect(stranger.getByRole("heading", { level: 1 })).toBeVisible();
  found.push(...(await faults(stranger, "sign-in")));
  await stranger.context().close();
  expect(found).toEqual([]);
});

test("axe finds no fault on any other screen, light or dark", { tag: "@full" }, async ({ browser }) => {
  test.setTimeout(300_000);
  const page = await company.pageOf(fang);
  const found: string[] = [];
  await page.goto("/");
  await page.getByRole("button", { name: "New conversation" }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Alice Chen" })).toBeVisible();
  found.push(...(await faults(page, "new conversation")));

  await openRoom(page);
  await openDetails(page);
  const closed = async (screen: string) => {
    await expect(page.getByRole("dialog")).toBeVisible();
    found.push(...(await faults(page, screen)));
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  };
  for (const tab of ["Files", "Pins", "Search", "Settings", "Members"]) {
    await page.getByRole("tab", { name: tab, exact: true }).click();
    found.push(...(await faults(page, `${tab} of a group`)));
  }
  await page.getByRole("button", { name: "Actions for Alice Chen" }).press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  found.push(...(await faults(page, "menu of a member", '[role="menu"]')));
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "About" }).click();
  await page.getByRole("button", { name: "Group settings" }).click();
  await closed("settings of a group");
  await page.getByRole("button", { name: "Join links" }).click();
  await page.getByRole("button", { name: "Make link" }).click();
  const link = await page.getByLabel("Address of the link").inputValue();
  await closed("links into a group");
  await page.getByRole("button", { name: "1 person asks to join" }).click();
  await expect(page.getByRole("dialog").getByText("May I?")).toBeVisible();
  await closed("requests to join");
  await page.getByRole("button", { name: "Channels", exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(1);
  await closed("channels");

  await page.getByRole("button", { name: "Conversation actions" }).press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  found.push(...(await faults(page, "menu of a conversation", '[role="menu"]')));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More ways to send" }).click();
  await page.getByRole("menuitem", { name: "Poll…" }).press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  found.push(...(await faults(page, "new poll")));

  await page.goto("/own");
  await expect(page.getByRole("link", { name: /Alice Chen: / }).last()).toBeVisible();
  found.push(...(await faults(page, "own things")));
  await page.goto("/threads");
  await expect(page.getByRole("main").getByRole("button", { name: /2 replies/ })).toBeVisible();
  found.push(...(await faults(page, "threads")));
  await page.goto(link);
  await expect(page.getByRole("link", { name: "Open" })).toBeVisible();
  found.push(...(await faults(page, "join")));
  await page.goto("/settings/tokens");
  await expect(page.getByText("backup")).toBeVisible();
  found.push(...(await faults(page, "access tokens")));
  await page.getByRole("button", { name: "New access token" }).click();
  await closed("new token");
  await page.goto("/admin/users");
  await expect(page.getByText("Alice Chen")).toBeVisible();
  found.push(...(await faults(page, "accounts")));
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  found.push(...(await faults(page, "new account")));

  const stranger = await (await browser.newContext({ locale: "en", baseURL: host.url })).newPage();
  for (const [screen, path] of [
    ["set-up", host.setUpLink],
    ["new password", "/set-password#used"],
  ] as const) {
    await stranger.goto(path);
    await expect(stranger.getByRole("heading", { level: 1 })).toBeVisible();
    found.push(...(await faults(stranger, screen)));
  }
  expect(found).toEqual([]);
});
