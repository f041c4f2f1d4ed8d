import { createServer } from "node:http";
import { expect, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const site = createServer((_, answer) => {
  answer.setHeader("Content-Type", "text/html; charset=utf-8");
  answer.end("<title>Release <b>plan</b></title><meta name=description content='What is left to do'>");
});
const sitePort = Number(process.env.MESSENGER_E2E_PORT ?? 5205) + 90;
const siteUrl = `http://127.0.0.1:${sitePort}`;
const host = new Host("verbs", false, {
  LinkPreviews__AllowedHosts__0: new URL(siteUrl).host,
  LinkPreviews__AllowedNetworks__0: "127.0.0.1",
});
let company: Company;
let fang: Colleague;
let alice: Colleague;
let room: string;
let direct: string;

test.describe.configure({ mode: "serial" });
test.skip(process.env.MESSENGER_E2E_URL !== undefined, "This needs an empty host of its own.");
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  site.listen(sitePort, "127.0.0.1");
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  alice = await company.hire("alice", "Alice Chen");
  const group = { kind: "group", id: crypto.randomUUID(), title: "Release 2.0", memberIds: [alice.id] };
  room = (await fang.api.post("/conversations", group)).conversation.id;
  direct = (await fang.api.post("/conversations", { kind: "direct", userId: alice.id })).conversation.id;
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(async () => {
  site.close();
  await host.end();
});

const log = (page: Page) => page.getByRole("log");
const composer = (page: Page) => page.getByRole("textbox", { name: "Write a message" });
const row = (page: Page, text: string) => log(page).getByRole("article").filter({ hasText: text });
const list = (page: Page) => page.getByRole("navigation", { name: "Conversations" });

async function open(page: Page, conversationId: string): Promise<void> {
  await page.goto(`/c/${conversationId}`);
  await expect(composer(page)).toBeVisible();
}

async function actOn(page: Page, text: string, ...path: readonly string[]): Promise<void> {
  await row(page, text).hover();
  await row(page, text).getByRole("button", { name: "Actions" }).click();
  for (const name of path) await page.getByRole("menuitem", { name, exact: true }).press("Enter");
}

async function actOnConversation(page: Page, title: string, ...path: readonly string[]): Promise<void> {
  const entry = list(page).getByRole("listitem").filter({ hasText: title });
  await entry.hover();
  await entry.getByRole("button", { name: "Conversation actions" }).click();
  for (const name of path) await page.getByRole("menuitem", { name, exact: true }).press("Enter");
}

test("a poll is started, voted in by both, seen by both, and closed", async () => {
  const hers = await company.pageOf(fang);
  const his = await company.pageOf(alice);
  await open(hers, room);
  await open(his, room);
  await hers.getByRole("button", { name: "More ways to send" }).click();
  await hers.getByRole("menuitem", { name: "Poll…" }).click();
  const dialog = hers.getByRole("dialog");
  await dialog.getByLabel("Question").fill("Where do we eat?");
  await dialog.getByLabel("Answer 1").fill("noodles");
  await expect(dialog.getByRole("button", { name: "Start poll" })).toBeDisabled();
  await dialog.getByLabel("Answer 2").fill("rice");
  await dialog.getByLabel("Anonymous").check();
  await dialog.getByRole("button", { name: "Start poll" }).click();

  const noodles = (page: Page) => log(page).getByRole("button", { name: /noodles/ });
  await noodles(his).click();
  await expect(noodles(his)).toHaveAttribute("aria-pressed", "true");
  await expect(noodles(hers)).toContainText("1 vote");
  await expect(noodles(hers)).toHaveAttribute("aria-pressed", "false");
  await log(hers).getByRole("button", { name: /rice/ }).click();
  await expect(log(his).getByText("2 people have voted")).toBeVisible();

  await his.reload();
  await expect(noodles(his)).toHaveAttribute("aria-pressed", "true");
  await hers.getByRole("button", { name: "Close poll" }).click();
  await expect(noodles(his)).toBeDisabled();
  await expect(log(his).getByText("The poll is closed.")).toBeVisible();
});

test("an urgent message is confirmed, and its sender sees by whom", async () => {
  const hers = await company.pageOf(fang);
  const his = await company.pageOf(alice);
  await open(hers, room);
  await open(his, room);
  await hers.getByRole("button", { name: "More ways to send" }).click();
  await hers.getByRole("menuitemcheckbox", { name: "Urgent: ask for confirmation" }).click();
  await expect(hers.getByText("everybody who is asked is to confirm")).toBeVisible();
  await composer(hers).fill("the server is down");
  await composer(hers).press("Enter");
  await expect(hers.getByText("everybody who is asked is to confirm")).toHaveCount(0);

  await row(his, "the server is down").getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(row(his, "the server is down")).toContainText("You have confirmed this.");
  await row(hers, "the server is down").getByRole("button", { name: "1 of 1 confirmed" }).click();
  await expect(hers.getByRole("dialog").getByText("Alice Chen")).toBeVisible();
});

test("a saved message is marked and listed on all devices, and leads back to its place", { tag: "@full" }, async () => {
  await alice.api.write(room, "the number is 4711");
  const first = await company.pageOf(fang);
  const second = await company.pageOf(fang);
  await open(first, room);
  await second.goto("/own");
  await expect(second.getByText("Nothing saved.")).toBeVisible();
  await actOn(first, "4711", "Save");
  await expect(row(first, "4711")).toContainText("saved");
  await second
    .getByRole("region", { name: "Saved" })
    .getByRole("link", { name: /the number is 4711/ })
    .click();
  await expect(row(second, "4711")).toBeInViewport();
  await actOn(second, "4711", "Remove from saved");
  await expect(row(first, "4711")).not.toContainText("saved");
});

test("one message is forwarded as it is, and several as a card that opens", async () => {
  await alice.api.write(room, "first of two", "second of two");
  const page = await company.pageOf(fang);
  await open(page, room);
  await actOn(page, "first of two", "Forward…");
  await page.getByRole("button", { name: "Forward to Alice Chen" }).click();
  await expect(page.getByRole("dialog").getByText("Forwarded", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");

  await actOn(page, "first of two", "Select");
  await row(page, "second of two").getByRole("checkbox", { name: "Select this message" }).check();
  await expect(page.getByText("2 messages selected")).toBeVisible();
  await page.getByRole("button", { name: "Forward", exact: true }).click();
  await page.getByRole("button", { name: "Forward to Alice Chen" }).click();
  await page.keyboard.press("Escape");
  await expect(composer(page)).toBeVisible();

  const his = await company.pageOf(alice);
  await open(his, direct);
  await expect(log(his).getByText(/Forwarded from Alice Chen/)).toBeVisible();
  await log(his).getByRole("button", { name: "2 forwarded messages" }).click();
  await expect(his.getByRole("dialog").getByText("second of two")).toBeVisible();
});

test("a draft is on a second device, in a field that is empty and not in use, and goes when it is sent", {
  tag: "@full",
}, async () => {
  const first = await company.pageOf(fang);
  const second = await company.pageOf(fang);
  await open(first, room);
  await open(second, room);
  await composer(second).blur();
  await composer(first).pressSequentially("begun here");
  await expect(composer(second)).toHaveValue("begun here");

  await composer(second).focus();
  await composer(second).pressSequentially(" and ended there");
  await expect(composer(second)).toHaveValue("begun here and ended there");
  await composer(second).press("Enter");
  await expect(row(first, "begun here and ended there")).toBeVisible();
  await second.reload();
  await expect(composer(second)).toHaveValue("");
});

test("a message that one has deleted for oneself is gone on all one's devices, and others keep it", {
  tag: "@full",
}, async () => {
  await alice.api.write(room, "not for my eyes", "after it");
  const page = await company.pageOf(fang);
  const second = await company.pageOf(fang);
  const his = await company.pageOf(alice);
  for (const each of [page, second, his]) await open(each, room);
  await expect(row(second, "not for my eyes")).toBeVisible();
  await actOn(page, "not for my eyes", "Delete for me…");
  await page.getByRole("dialog").getByRole("button", { name: "Delete for me" }).click();
  await expect(row(page, "not for my eyes")).toHaveCount(0);
  await expect(row(second, "not for my eyes")).toHaveCount(0);
  await expect(row(page, "after it")).toBeVisible();
  await expect(row(his, "not for my eyes")).toBeVisible();
});

test("a message to be sent later and a reminder are listed, and one is cancelled", async () => {
  await alice.api.write(room, "remember me");
  const page = await company.pageOf(fang);
  await open(page, room);
  await composer(page).fill("happy new year");
  await page.getByRole("button", { name: "More ways to send" }).click();
  await page.getByRole("menuitem", { name: "Send later…" }).click();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
  await page.getByRole("dialog").getByLabel("When").fill(tomorrow);
  await page.getByRole("button", { name: "Send then" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(composer(page)).toHaveValue("");
  await actOn(page, "remember me", "Remind me", "Tomorrow at 9:00");

  await page.getByRole("link", { name: "Saved, scheduled, reminders" }).click();
  const reminders = page.getByRole("region", { name: "Reminders" });
  await expect(reminders.getByRole("link", { name: /Alice Chen: remember me/ })).toBeVisible();
  const scheduled = page.getByRole("region", { name: "To be sent later" });
  await expect(scheduled.getByText("happy new year")).toBeVisible();
  await scheduled.getByRole("button", { name: "Cancel sending" }).click();
  await expect(scheduled.getByText("Nothing to be sent later.")).toBeVisible();
  await page.getByRole("link", { name: "Quiet hours" }).click();
  await page.getByLabel("From").fill("23:00");
  await page.getByRole("form", { name: "Quiet hours" }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/No notifications from 23:00 to 08:00/)).toBeVisible();
});

test("the list is ordered, filtered and cleared as its user wants it, on all his devices", {
  tag: "@full",
}, async () => {
  await alice.api.write(room, "old news");
  await alice.api.write(direct, "the newest");
  await fang.api.read(room);
  const page = await company.pageOf(fang);
  const second = await company.pageOf(fang);
  await page.goto("/");
  await second.goto("/");
  const first = (on: Page) => list(on).getByRole("listitem").first();
  await expect(first(second)).toContainText("Alice Chen");
  await actOnConversation(page, "Release 2.0", "Pin to the top");
  await expect(first(page)).toContainText("Release 2.0");
  await expect(first(second)).toContainText("Release 2.0");

  await list(page).getByRole("button", { name: "Folders" }).click();
  await page.getByRole("menuitem", { name: "Manage folders…" }).press("Enter");
  await page.getByLabel("New folder").fill("Work");
  await page.getByRole("button", { name: "Create folder" }).click();
  await expect(page.getByLabel("Name of the folder")).toHaveValue("Work");
  await page.keyboard.press("Escape");
  await actOnConversation(page, "Release 2.0", "Folders");
  await page.getByRole("menuitemcheckbox", { name: "Work" }).press("Enter");
  await list(second).getByRole("button", { name: "Folders" }).click();
  await second.getByRole("menuitemradio", { name: "Work" }).press("Enter");
  await expect(list(second).getByRole("listitem")).toHaveCount(1);

  await actOnConversation(page, "Release 2.0", "Notifications");
  await page.getByRole("menuitemradio", { name: "Nothing" }).press("Enter");
  await expect(first(second).getByRole("img", { name: "Muted" })).toBeVisible();
  await actOnConversation(page, "Release 2.0", "Mark as unread");
  await expect(first(second).getByRole("img", { name: "Marked as unread" })).toBeVisible();

  await open(second, room);
  await expect(log(second).getByRole("article").first()).toBeVisible();
  await actOnConversation(page, "Release 2.0", "Clear history…");
  await page.getByRole("dialog").getByRole("button", { name: "Clear history" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(log(second).getByRole("article")).toHaveCount(0);
  await expect(log(second).getByText("No messages yet.")).toBeVisible();

  await actOnConversation(page, "Alice Chen", "Hide until something is written");
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  await alice.api.write(direct, "I am back");
  await expect(list(page).getByRole("listitem")).toHaveCount(2);
});

test("a link shows its page's words, as text, and leads there in a tab of its own", { tag: "@full" }, async () => {
  const hers = await company.pageOf(fang);
  const his = await company.pageOf(alice);
  await open(hers, room);
  await open(his, room);
  await composer(hers).fill(`see ${siteUrl}/plan`);
  await composer(hers).press("Enter");

  for (const one of [hers, his]) {
    const card = row(one, "see http").getByRole("link").filter({ hasText: "Release <b>plan</b>" });
    await expect(card).toContainText("What is left to do");
    await expect(card).toContainText(new URL(siteUrl).host);
    await expect(card).toHaveAttribute("href", `${siteUrl}/plan`);
    await expect(card).toHaveAttribute("rel", /noopener noreferrer/);
  }
});
