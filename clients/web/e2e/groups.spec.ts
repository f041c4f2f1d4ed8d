import { expect, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const host = new Host("groups");
let company: Company;
let fang: Colleague;
let alice: Colleague;
let bob: Colleague;
let room: string;

test.describe.configure({ mode: "serial" });
test.skip(process.env.MESSENGER_E2E_URL !== undefined, "This needs an empty host of its own.");
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  alice = await company.hire("alice", "Alice Chen");
  bob = await company.hire("bob", "Bob Miller");
  const group = { kind: "group", id: crypto.randomUUID(), title: "Release 2.0", memberIds: [alice.id] };
  room = (await fang.api.post("/conversations", group)).conversation.id;
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(() => host.end());

const log = (page: Page) => page.getByRole("log");
const composer = (page: Page) => page.getByRole("textbox", { name: "Write a message" });
const row = (page: Page, text: string) => log(page).getByRole("article").filter({ hasText: text });
const details = (page: Page) => page.getByRole("region", { name: "Group details" });
const dialog = (page: Page) => page.getByRole("dialog");

async function open(page: Page, conversationId: string): Promise<void> {
  await page.goto(`/c/${conversationId}`);
  await expect(log(page)).toBeVisible();
}

async function openDetails(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Group details" }).click();
  await expect(details(page)).toBeVisible();
}

async function actOnMember(page: Page, name: string, ...path: readonly string[]): Promise<void> {
  await details(page).getByRole("tab", { name: "Members" }).click();
  await details(page)
    .getByRole("button", { name: `Actions for ${name}` })
    .click();
  for (const item of path) await page.getByRole("menuitem", { name: item, exact: true }).press("Enter");
}

/** An image of one colour, as a browser makes it. */
async function picture(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(64, 64);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("There is nothing to draw on.");
    context.fillStyle = "#0b6b5d";
    context.fillRect(0, 0, 64, 64);
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer())];
  });
  return Buffer.from(bytes);
}

test("a public group is made, found by another one, and joined", async () => {
  const hers = await company.pageOf(fang);
  await hers.goto("/");
  await hers.getByRole("button", { name: "New conversation" }).click();
  await dialog(hers).getByLabel("As a group").check();
  await dialog(hers).getByLabel("Group name").fill("Canteen");
  await dialog(hers).getByLabel("Who can find the group").selectOption("public");
  await dialog(hers).getByRole("button", { name: "Create group" }).click();
  await expect(hers.getByRole("heading", { name: "Canteen" })).toBeVisible();

  const his = await company.pageOf(bob);
  await his.goto("/");
  await his.getByRole("button", { name: "Channels", exact: true }).click();
  await dialog(his).getByLabel("Search channels").fill("cant");
  const found = dialog(his).getByRole("listitem").filter({ hasText: "Canteen" });
  await expect(found).toContainText("1 member");
  await found.getByRole("button", { name: "Join: Canteen" }).click();
  await expect(his.getByRole("heading", { name: "Canteen" })).toBeVisible();
  await expect(log(hers).getByText("Bob Miller joined")).toBeVisible();

  await his.getByRole("button", { name: "Channels", exact: true }).click();
  await expect(found).toContainText("You are in it");
  await expect(found.getByRole("link", { name: "Open" })).toBeVisible();
});

test("whoever asks to join is counted at the header, and let in", { tag: "@full" }, async () => {
  const group = { kind: "group", id: crypto.randomUUID(), title: "Board", visibility: "public", joining: "approval" };
  const board = (await fang.api.post("/conversations", group)).conversation.id;
  const hers = await company.pageOf(fang);
  const his = await company.pageOf(bob);
  await open(hers, board);
  await his.goto("/");
  await his.getByRole("button", { name: "Channels", exact: true }).click();
  await dialog(his).getByRole("button", { name: "Ask to join: Board" }).click();
  await dialog(his)
    .getByLabel(/A word to the administrators/)
    .fill("I keep the minutes");
  await dialog(his).getByRole("button", { name: "Send request" }).click();
  await expect(dialog(his).getByText("Asked: an administrator answers")).toBeVisible();

  await hers.getByRole("button", { name: "1 person asks to join" }).click();
  await expect(dialog(hers).getByText("I keep the minutes")).toBeVisible();
  await dialog(hers).getByRole("button", { name: "Let in: Bob Miller" }).click();
  await expect(dialog(hers).getByText("Nobody asks to join now.")).toBeVisible();
  await expect(dialog(his).getByRole("listitem").filter({ hasText: "Board" })).toContainText("You are in it");
});

test("an announcement stands above the log until it is put away, and the next one again", {
  tag: "@full",
}, async () => {
  const hers = await company.pageOf(fang);
  const his = await company.pageOf(alice);
  await open(hers, room);
  await open(his, room);
  await openDetails(hers);
  const announce = async (text: string) => {
    await details(hers).getByLabel("Announcement").fill(text);
    await details(hers).getByRole("button", { name: "Save" }).click();
  };
  await announce("Code freeze on Friday");
  const banner = his.getByRole("complementary", { name: "Announcement" });
  await expect(banner).toContainText("Code freeze on Friday");
  await banner.getByRole("button", { name: "Put the announcement away" }).click();
  await expect(banner).toHaveCount(0);
  await his.reload();
  await expect(log(his).getByText(/Code freeze/)).toBeVisible();
  await expect(banner).toHaveCount(0);
  await announce("Code freeze on Monday");
  await expect(banner).toContainText("Code freeze on Monday");
});

test("a link shows where it leads, and lets in whoever signs in first, also when he has asked before", {
  tag: "@full",
}, async ({ browser }) => {
  await fang.api.send("PATCH", `/conversations/${room}`, { visibility: "public", joining: "approval" });
  await bob.api.post(`/conversations/${room}/join`, {});
  await fang.api.send("PATCH", `/conversations/${room}`, { visibility: "private" });
  const hers = await company.pageOf(fang);
  await open(hers, room);
  await openDetails(hers);
  await details(hers).getByRole("button", { name: "Join links" }).click();
  await dialog(hers)
    .getByLabel(/For how many people/)
    .fill("1");
  await dialog(hers).getByRole("button", { name: "Make link" }).click();
  const address = await dialog(hers).getByLabel("Address of the link").inputValue();
  await expect(dialog(hers).getByRole("img", { name: "QR code of the link" })).toBeVisible();
  await expect(dialog(hers).getByText("for 1 more person")).toBeVisible();

  const context = await browser.newContext({ locale: "en", baseURL: host.url });
  const his = await context.newPage();
  const asked: string[] = [];
  his.on("request", (request) => asked.push(request.url()));
  await his.goto(address);
  await his.getByLabel("User name").fill("bob");
  await his.getByLabel("Password").fill("correct horse 7 battery");
  await his.getByRole("button", { name: "Sign in" }).click();
  await expect(his.getByRole("heading", { name: "Join a group" })).toBeVisible();
  expect(new URL(his.url()).hash).toBe("");
  const token = address.split("#")[1] ?? "";
  expect(asked.filter((url) => url.split("#")[0]?.includes(token))).toEqual([]);
  await expect(his.getByRole("main").getByText("2 members")).toBeVisible();
  await his.getByRole("main").getByRole("button", { name: "Join", exact: true }).click();
  await expect(his.getByRole("heading", { name: "Release 2.0" })).toBeVisible();
  await expect(log(hers).getByText("Bob Miller joined")).toBeVisible();
  await context.close();

  const late = await company.pageOf(alice);
  await late.goto(address);
  await expect(late.getByRole("alert")).toHaveText("This link was used already or has expired.");
});

test("a member is muted and unmuted, made an administrator and removed; he reads why he cannot write", async () => {
  const group = { kind: "group", id: crypto.randomUUID(), title: "Night shift", memberIds: [alice.id, bob.id] };
  const shift = (await fang.api.post("/conversations", group)).conversation.id;
  const hers = await company.pageOf(fang);
  const his = await company.pageOf(bob);
  await open(hers, shift);
  await open(his, shift);
  await openDetails(hers);
  const member = details(hers).getByRole("listitem").filter({ hasText: "Bob Miller" });
  await actOnMember(hers, "Bob Miller", "Mute", "For 1 hour");
  await expect(member).toContainText("muted until");
  await expect(his.getByRole("main").getByText("An administrator has muted you here.")).toBeVisible();
  await expect(composer(his)).toBeHidden();
  await actOnMember(hers, "Bob Miller", "Let write again");
  await expect(composer(his)).toBeVisible();

  await openDetails(his);
  await expect(details(his).getByRole("button", { name: "Leave group" })).toBeVisible();
  await expect(details(his).getByRole("button", { name: "Group settings" })).toHaveCount(0);
  await details(his).getByRole("tab", { name: "Members" }).click();
  await expect(details(his).getByRole("listitem").filter({ hasText: "Alice Chen" })).toBeVisible();
  await expect(details(his).getByRole("button", { name: /Actions for/ })).toHaveCount(0);
  await actOnMember(hers, "Bob Miller", "Role");
  await hers.getByRole("menuitemradio", { name: "Administrator" }).press("Enter");
  await expect(member).toContainText("Administrator");
  await expect(details(his).getByRole("button", { name: "Actions for Alice Chen" })).toBeVisible();
  await actOnMember(hers, "Bob Miller", "Remove from the group");
  await expect(member).toHaveCount(0);
  await expect(his.getByText("You are no longer a member of “Night shift”.")).toBeVisible();
});

test("a group has a picture in the list and the header, and is archived and restored", { tag: "@full" }, async () => {
  const hers = await company.pageOf(fang);
  const his = await company.pageOf(alice);
  await open(hers, room);
  await open(his, room);
  await openDetails(hers);
  const upload = details(hers).getByLabel("Choose a picture");
  await upload.setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") });
  await expect(details(hers).getByRole("alert")).toContainText("This is no picture");
  await upload.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: await picture(hers) });
  const pictures = his.locator(`img[src^="/api/v1/conversations/${room}/avatar?version="]`);
  await expect(pictures).toHaveCount(2);
  await expect.poll(() => pictures.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(64);
  await details(hers).getByRole("button", { name: "Remove picture" }).click();
  await expect(pictures).toHaveCount(0);

  await details(hers).getByRole("button", { name: "Group settings" }).click();
  await dialog(hers).getByLabel("Only administrators write").check();
  await dialog(hers)
    .getByLabel(/Slow mode/)
    .selectOption("60");
  await dialog(hers).getByRole("button", { name: "Save" }).click();
  await expect(dialog(hers)).toHaveCount(0);
  await expect(his.getByRole("main").getByText("Only administrators write here.")).toBeVisible();
  for (const [words, state] of [
    ["Archive group", "The conversation is archived."],
    ["Restore group", "Only administrators write here."],
  ] as const) {
    await details(hers).getByRole("button", { name: "Group settings" }).click();
    await dialog(hers).getByRole("button", { name: words }).click();
    await expect(dialog(hers)).toHaveCount(0);
    await expect(his.getByRole("main").getByText(state)).toBeVisible();
  }
  await details(hers).getByRole("button", { name: "Group settings" }).click();
  await dialog(hers).getByLabel("Only administrators write").uncheck();
  await dialog(hers)
    .getByLabel(/Slow mode/)
    .selectOption("0");
  await dialog(hers).getByRole("button", { name: "Save" }).click();
  await expect(composer(his)).toBeVisible();
});

test("an open thread stays when its first message scrolls away, and is listed with what is unread", {
  tag: "@full",
}, async () => {
  await alice.api.write(room, "who brings cake?");
  const { seq } = await alice.api.send("GET", `/conversations/${room}`);
  const hers = await company.pageOf(fang);
  await open(hers, room);
  await row(hers, "who brings cake?").hover();
  await row(hers, "who brings cake?").getByRole("button", { name: "Actions" }).click();
  await hers.getByRole("menuitem", { name: "Thread", exact: true }).press("Enter");
  await dialog(hers).getByRole("textbox", { name: "Write a message" }).fill("I do");
  await dialog(hers).getByRole("textbox", { name: "Write a message" }).press("Enter");
  await expect(dialog(hers).getByRole("article")).toHaveCount(2);
  await expect(dialog(hers).getByLabel("Follow this thread")).toBeChecked();
  await alice.api.write(room, ...Array.from({ length: 120 }, (_, index) => `filler ${index + 1}`));
  await expect(log(hers).getByText("filler 120", { exact: true })).toBeAttached();
  await log(hers).evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(log(hers).getByText("who brings cake?")).toHaveCount(0);
  await expect(dialog(hers).getByText("who brings cake?")).toBeVisible();
  await hers.keyboard.press("Escape");

  await hers.goto("/threads");
  const entry = hers.getByRole("main").getByRole("button", { name: /who brings cake\?/ });
  await expect(entry).toContainText("1 reply");
  const reply = { clientMessageId: crypto.randomUUID(), text: "thank you", threadSeq: seq };
  await alice.api.post(`/conversations/${room}/messages`, reply);
  await expect(entry.getByRole("img", { name: "1 new reply" })).toBeVisible();
  await entry.click();
  await expect(dialog(hers).getByText("thank you")).toBeVisible();
  await hers.keyboard.press("Escape");
  await expect(entry).toContainText("2 replies");
  await expect(entry.getByRole("img", { name: /new/ })).toHaveCount(0);
  await entry.click();
  await dialog(hers).getByLabel("Follow this thread").uncheck();
  await hers.keyboard.press("Escape");
  await expect(hers.getByText("You follow no thread.")).toBeVisible();
});

test("an access token is made, shown once, used and ended", async ({ request }) => {
  const page = await company.pageOf(alice);
  await page.goto("/settings/tokens");
  await page.getByRole("button", { name: "New access token" }).click();
  await dialog(page).getByLabel("Name, to recognise it by").fill("backup");
  await dialog(page).getByRole("button", { name: "Make token" }).click();
  const token = await dialog(page).getByLabel("Token", { exact: true }).inputValue();
  await page.keyboard.press("Escape");
  const use = () => request.get(`${host.url}/api/v1/conversations`, { headers: { Authorization: `Bearer ${token}` } });
  expect((await use()).ok()).toBe(true);
  await page.getByRole("button", { name: "End the token backup" }).click();
  await expect(page.getByText("No tokens.")).toBeVisible();
  expect((await use()).status()).toBe(401);
});
