import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const host = new Host("composing");
let company: Company;
let fang: Colleague;
let alice: Colleague;
let wei: Colleague;

test.skip(process.env.MESSENGER_E2E_URL !== undefined, "This needs an empty host of its own.");
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  alice = await company.hire("alice", "Alice Chen");
  wei = await company.hire("liwei", "李伟");
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(() => host.end());

/** A group of its own for a test, of all three. */
async function group(...texts: readonly string[]): Promise<string> {
  const { conversation } = await fang.api.post("/conversations", {
    kind: "group",
    id: crypto.randomUUID(),
    title: "Release 2.0",
    memberIds: [alice.id, wei.id],
  });
  await fang.api.write(conversation.id, ...texts);
  await alice.api.read(conversation.id);
  return conversation.id;
}

async function openIn(context: BrowserContext, conversationId: string): Promise<Page> {
  const page = await context.newPage();
  page.on("console", (entry) => {
    // The recorder of traces fetches the pictures of the page to keep them.
    if (/^Connecting to 'blob:/.test(entry.text())) return;
    if (/Content Security Policy/i.test(entry.text())) throw new Error(entry.text());
  });
  await page.goto(`/c/${conversationId}`);
  await expect(composer(page)).toBeVisible();
  await expect(log(page).getByRole("article").last()).toBeVisible();
  return page;
}

type Context = Parameters<Company["browserOf"]>[1];

const open = async (who: Colleague, conversationId: string, options: Context = {}) =>
  openIn(await company.browserOf(who, options), conversationId);

const composer = (page: Page) => page.getByRole("textbox", { name: "Write a message" });
const log = (page: Page) => page.getByRole("log");
const row = (page: Page, text: string) => log(page).getByRole("article").filter({ hasText: text });
const people = (page: Page) => page.getByRole("listbox", { name: "People to mention" });
const emoji = (page: Page) => page.getByRole("listbox", { name: "Emoji" });
const chosen = (page: Page) => page.getByRole("list", { name: "Files to send" });
const entry = (page: Page, conversationId: string) =>
  page.getByRole("navigation", { name: "Conversations" }).locator(`a[href="/c/${conversationId}"]`);
const caret = (page: Page) => composer(page).evaluate((field: HTMLTextAreaElement) => field.selectionStart);

async function attach(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  await (await chooser).setFiles([{ name, mimeType: "text/plain", buffer: Buffer.from(text) }]);
}

async function reply(page: Page, text: string): Promise<void> {
  await row(page, text).hover();
  await row(page, text).getByRole("button", { name: "Reply" }).click();
  await expect(page.getByText("Reply to 王芳")).toBeVisible();
}

/** What this browser has kept of a draft: its text, the names of its other parts, and where the caret was. */
const kept = (page: Page, conversationId: string) =>
  page.evaluate(async (key) => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const name = (await indexedDB.databases()).map((one) => one.name).find((one) => one?.startsWith("messenger-"));
    const database = await answer(indexedDB.open(name ?? ""));
    const read = database.transaction(["drafts", "draftParts"]);
    const draft = await answer(read.objectStore("drafts").get(key));
    const parts = await answer(read.objectStore("draftParts").getAll(IDBKeyRange.bound([key], [key, "\uffff"])));
    database.close();
    return {
      text: draft?.text as string | undefined,
      parts: parts.map((one) => one.part as string),
      caret: parts.find((one) => one.part === "caret")?.at as number | undefined,
    };
  }, conversationId);

test("somebody is mentioned by initials straight after Chinese, and is told", async () => {
  const id = await group("hello");
  const hers = await open(alice, id);
  const his = await company.pageOf(wei);
  await his.goto("/people");
  await composer(hers).pressSequentially("请看@lw");
  const option = people(hers).getByRole("option", { name: /李伟/ });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await expect(composer(hers)).toHaveAttribute("aria-activedescendant", (await option.getAttribute("id")) ?? "");
  await composer(hers).press("Enter");
  await expect(people(hers)).toHaveCount(0);
  await expect(composer(hers)).toHaveValue("请看@李伟 ");
  await expect(row(hers, "请看")).toHaveCount(0);
  await composer(hers).pressSequentially("谢谢");
  await composer(hers).press("Enter");
  await expect(composer(hers)).toHaveValue("");
  await expect(row(hers, "请看@李伟 谢谢")).toBeVisible();
  await his.goto("/");
  await expect(entry(his, id)).toContainText("[@me]");
  await expect(entry(his, id)).toContainText("请看@李伟 谢谢");
});

test("the list of names obeys arrows, Tab, Escape and the pointer, and offers everybody", async () => {
  const id = await group("hello");
  const page = await open(alice, id);
  await composer(page).pressSequentially("hi @");
  await expect(people(page).getByRole("option")).toHaveText([
    /Everybody.*all members/,
    /Everybody online/,
    /王芳/,
    /李伟/,
  ]);
  await composer(page).press("ArrowUp");
  await expect(people(page).getByRole("option", { selected: true })).toHaveText(/李伟/);
  await composer(page).press("ArrowDown");
  await composer(page).press("ArrowDown");
  await composer(page).press("ArrowDown");
  await composer(page).press("Tab");
  await expect(composer(page)).toHaveValue("hi @王芳 ");
  await expect(composer(page)).toBeFocused();

  await composer(page).pressSequentially("and @al");
  await people(page)
    .getByRole("option", { name: /Everybody/ })
    .click();
  await expect(composer(page)).toHaveValue("hi @王芳 and @all ");
  await expect(composer(page)).toBeFocused();

  await composer(page).pressSequentially("@wei");
  await expect(people(page)).toBeVisible();
  await composer(page).press("Escape");
  await expect(people(page)).toHaveCount(0);
  await composer(page).pressSequentially("@");
  await composer(page).press("Escape");
  await composer(page).press("Enter");
  await expect(row(page, "hi @王芳 and @all @wei@")).toBeVisible();
});

test("an open list takes nothing from an input method, and follows what it has composed", {
  tag: "@full",
}, async () => {
  const id = await group("hello");
  const page = await open(alice, id);
  await composer(page).pressSequentially("@");
  await expect(people(page)).toBeVisible();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Input.imeSetComposition", { text: "wang", selectionStart: 4, selectionEnd: 4 });
  await composer(page).dispatchEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true });
  await composer(page).dispatchEvent("keydown", { key: "Tab", keyCode: 229 });
  await expect(composer(page)).toHaveValue("@wang");
  await devtools.send("Input.insertText", { text: "王" });
  await expect(composer(page)).toHaveValue("@王");
  await expect(people(page).getByRole("option")).toHaveText([/王芳/]);
  await composer(page).press("Enter");
  await expect(composer(page)).toHaveValue("@王芳 ");

  await composer(page).fill("");
  await composer(page).pressSequentially(":");
  await devtools.send("Input.imeSetComposition", { text: "huo", selectionStart: 3, selectionEnd: 3 });
  await expect(composer(page)).toHaveValue(":huo");
  await expect(emoji(page)).toHaveCount(0);
  await devtools.send("Input.insertText", { text: "火箭" });
  await expect(emoji(page).getByRole("option").first()).toContainText("🚀");
});

test("emoji are found by words in either language, not in code, and those used come first", async () => {
  const id = await group("hello");
  const page = await open(alice, id);
  await composer(page).pressSequentially("up :r");
  await expect(emoji(page)).toHaveCount(0);
  await composer(page).pressSequentially("ocket");
  await expect(emoji(page).getByRole("option").first()).toContainText("🚀");
  await composer(page).press("Tab");
  await expect(composer(page)).toHaveValue("up 🚀");
  await composer(page).pressSequentially(" `:rocket");
  await expect(emoji(page)).toHaveCount(0);

  await composer(page).fill("we  go");
  await composer(page).evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(3, 3));
  await page.getByRole("button", { name: "Emoji", exact: true }).click();
  const picker = page.getByRole("dialog", { name: "Emoji" });
  await expect(picker.getByRole("searchbox")).toBeFocused();
  await expect(picker.getByRole("button", { name: /^🚀/ })).toBeVisible();
  await picker.getByRole("searchbox").fill("蛋糕");
  await expect(picker.getByRole("button", { name: /^🎂/ })).toBeVisible();
  await picker.getByRole("searchbox").fill("party popper");
  await expect(picker.getByRole("button", { name: /^🎉/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(picker).toHaveCount(0);
  await expect(composer(page)).toHaveValue("we 🎉 go");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type("!");
  await expect(composer(page)).toHaveValue("we 🎉! go");
});

test("a draft survives a crash whole: its answer, its names, its files and the caret", async () => {
  const [id, other] = [await group("which plan?"), await group("elsewhere")];
  const context = await company.browserOf(alice);
  const page = await openIn(context, id);
  await reply(page, "which plan?");
  await composer(page).pressSequentially("ask @liw");
  await composer(page).press("Enter");
  await composer(page).pressSequentially("first");
  await attach(page, "plan.txt", "the plan");
  await expect(chosen(page)).toContainText("plan.txt");
  await expect(composer(page)).toBeFocused();
  for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowLeft");
  // Steps of the caret are written twice a second: a crash between two of them brings back an earlier one.
  await expect
    .poll(() => kept(page, id))
    .toEqual({ text: `ask <@${wei.id}> first`, parts: ["answered", "caret", "files"], caret: "ask @李伟 ".length });
  const crashed = page.waitForEvent("crash");
  await page.goto("chrome://crash").catch(() => undefined);
  await crashed;

  const again = await openIn(context, other);
  await expect(entry(again, id)).toContainText("[Draft] [File] plan.txt ask @李伟 first");
  await entry(again, id).click();
  await expect(again.getByText("Reply to 王芳")).toBeVisible();
  await expect(chosen(again)).toContainText("plan.txt");
  await expect(composer(again)).toHaveValue("ask @李伟 first");
  await expect(composer(again)).toBeFocused();
  await again.keyboard.type("him ");
  await expect(composer(again)).toHaveValue("ask @李伟 him first");
  await again.keyboard.press("Enter");

  const sent = row(again, "ask @李伟 him first");
  await expect(sent.getByRole("link", { name: "王芳: which plan?" })).toBeVisible();
  await expect(sent.getByRole("link", { name: "Download plan.txt" })).toBeVisible();
  await expect(again.getByText("Reply to 王芳")).toHaveCount(0);
  await expect.poll(() => kept(again, id)).toEqual({ text: undefined, parts: [], caret: undefined });
});

test("another tab shows the answer and the files too, and sends them once", { tag: "@full" }, async () => {
  const id = await group("which plan?");
  const context = await company.browserOf(alice);
  const [here, there] = [await openIn(context, id), await openIn(context, id)];
  await reply(here, "which plan?");
  await composer(here).fill("this one");
  await attach(here, "plan.txt", "the plan");
  await expect(there.getByText("Reply to 王芳")).toBeVisible();
  await expect(chosen(there)).toContainText("plan.txt");
  await expect(composer(there)).toHaveValue("this one");
  await composer(there).press("Enter");
  await expect(row(there, "this one").getByRole("link", { name: "Download plan.txt" })).toBeVisible();
  await expect(chosen(here)).toHaveCount(0);
  await expect(here.getByText("Reply to 王芳")).toHaveCount(0);
  await expect(composer(here)).toHaveValue("");
  await expect(row(here, "this one")).toHaveCount(1);
});

test("a draft of files alone is a draft, and an answer waits while another message is edited", {
  tag: "@full",
}, async () => {
  const [id, other] = [await group("a question"), await group("elsewhere")];
  const page = await open(alice, id);
  await composer(page).fill("my own");
  await composer(page).press("Enter");
  await expect(row(page, "my own")).toBeVisible();
  await attach(page, "plan.txt", "the plan");
  await entry(page, other).click();
  await expect(entry(page, id)).toContainText("[Draft] [File] plan.txt");
  await entry(page, id).click();
  await chosen(page).getByRole("button", { name: "Remove plan.txt" }).click();

  await reply(page, "a question");
  await row(page, "my own").hover();
  await row(page, "my own").getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Edit", exact: true }).press("Enter");
  await expect(page.getByText("Editing", { exact: true })).toBeVisible();
  await composer(page).press("Escape");
  await expect(page.getByText("Reply to 王芳")).toBeVisible();
  await composer(page).press("Escape");
  await expect(page.getByText("Reply to 王芳")).toHaveCount(0);
  await entry(page, other).click();
  await expect(entry(page, id)).toContainText("my own");
});

test("files that are too large to be kept say so, and are gone after a reload", { tag: "@full" }, async () => {
  const id = await group("hello");
  const page = await open(alice, id);
  await paste(page, { "movie.bin": 50_000_001 });
  await expect(chosen(page)).toContainText("movie.bin");
  await expect(page.getByRole("status").filter({ hasText: "more than 50 MB" })).toBeVisible();
  await page.reload();
  await expect(log(page).getByText("hello")).toBeVisible();
  await expect(chosen(page)).toHaveCount(0);
});

/** Pastes files of these sizes, and a text; whether the field leaves it to the browser. */
const paste = (page: Page, files: Readonly<Record<string, number>>, text?: string) =>
  composer(page).evaluate(
    (field, { files, text }) => {
      const clipboardData = new DataTransfer();
      for (const [name, size] of Object.entries(files)) {
        clipboardData.items.add(new File([new Uint8Array(size)], name, { type: "image/png" }));
      }
      if (text !== undefined) clipboardData.setData("text/plain", text);
      return field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    { files, text },
  );

test("text wins when the clipboard has a picture of it too", { tag: "@full" }, async () => {
  const page = await open(alice, await group("hello"));
  expect(await paste(page, { "cells.png": 10 }, "1 2 3")).toBe(true);
  expect(await paste(page, { "photo.png": 10 })).toBe(false);
  await expect(chosen(page).getByRole("listitem")).toHaveText([/photo\.png/]);
});

test("the arrow up edits the last message, and the keys of marks wrap what is selected and can be undone", async () => {
  const id = await group("hello");
  const page = await open(alice, id);
  await composer(page).pressSequentially("for @liw");
  await composer(page).press("Enter");
  await composer(page).pressSequentially("now");
  await composer(page).press("Enter");
  // What is on its way cannot be edited yet.
  await expect(page.getByRole("article", { name: /, sent$/ }).filter({ hasText: "for @李伟 now" })).toBeVisible();
  await composer(page).press("ArrowUp");
  await expect(page.getByText("Editing", { exact: true })).toBeVisible();
  await expect(composer(page)).toHaveValue("for @李伟 now");
  for (let step = 0; step < 3; step++) await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Control+b");
  await expect(composer(page)).toHaveValue("for @李伟 **now**");
  await page.keyboard.press("Control+i");
  await expect(composer(page)).toHaveValue("for @李伟 ***now***");
  for (let step = 0; step < 4; step++) await page.keyboard.press("Control+z");
  await expect(composer(page)).toHaveValue("for @李伟 now");
  await page.keyboard.press("End");
  await page.keyboard.type(" x");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Control+e");
  await expect(composer(page)).toHaveValue("for @李伟 now `x`");
  await page.keyboard.press("Enter");
  await expect(row(page, "for @李伟 now x").locator("code")).toHaveText("x");
  await expect(row(page, "for @李伟 now x")).toContainText("edited");
  await expect(composer(page)).toHaveValue("");
});

test("how long a text is, is shown before it is too long; then it can go as a file", { tag: "@full" }, async () => {
  const page = await open(alice, await group("hello"));
  await composer(page).fill("字".repeat(7_200));
  await expect(page.getByText("of 8,000 characters")).toHaveCount(0);
  await composer(page).fill("字".repeat(7_201));
  await expect(page.getByText("7,201 of 8,000 characters")).toBeVisible();
  await composer(page).fill(`${"字".repeat(7_999)}😀`);
  await expect(page.getByText("8,001 of 8,000 characters")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await composer(page).press("Enter");
  await page.getByRole("button", { name: "Send as a file" }).click();
  await expect(chosen(page)).toContainText("message.txt");
  await expect(composer(page)).toHaveValue("");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.press("Enter");
  const download = page.waitForEvent("download");
  await log(page).getByRole("link", { name: "Download message.txt" }).click();
  const stream = await (await download).createReadStream();
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  expect(Buffer.concat(pieces).toString()).toBe(`${"字".repeat(7_999)}😀`);
});

test("a thread has the same field with a draft of its own, and Escape in a list closes only the list", async () => {
  const id = await group("the root");
  const page = await open(alice, id);
  await composer(page).fill("for the main line");
  await row(page, "the root").hover();
  await row(page, "the root").getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Thread", exact: true }).press("Enter");
  const thread = page.getByRole("dialog", { name: "Thread" });
  const field = thread.getByRole("textbox", { name: "Write a message" });
  await field.pressSequentially("for @liw");
  await expect(people(page)).toBeVisible();
  await field.press("Escape");
  await expect(people(page)).toHaveCount(0);
  await expect(thread).toBeVisible();
  await field.press("Escape");
  await expect(thread).toHaveCount(0);
  await expect(composer(page)).toHaveValue("for the main line");

  await row(page, "the root").hover();
  await row(page, "the root").getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Thread", exact: true }).press("Enter");
  await expect(field).toHaveValue("for @liw");
  await expect(field).toBeFocused();
  await field.press("Backspace");
  await expect(people(page).getByRole("option", { name: /李伟/ })).toBeVisible();
  await field.press("Enter");
  await field.press("Enter");
  await expect(thread.getByRole("article").filter({ hasText: "for @李伟" })).toBeVisible();
  await expect(field).toHaveValue("");
});

test("what is sent later goes with its names; of files it says that they do not", { tag: "@full" }, async () => {
  const id = await group("hello");
  const page = await open(alice, id);
  await attach(page, "plan.txt", "the plan");
  await composer(page).pressSequentially("later, @liw");
  await composer(page).press("Enter");
  await page.getByRole("button", { name: "More ways to send" }).click();
  await page.getByRole("menuitem", { name: "Send later…" }).click();
  const dialog = page.getByRole("dialog", { name: "Send later" });
  await expect(dialog.getByLabel("Message")).toHaveValue("later, @李伟 ");
  await expect(dialog.getByText("Attached files are not sent with it")).toBeVisible();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
  await dialog.getByLabel("When").fill(tomorrow);
  await dialog.getByRole("button", { name: "Send then" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(composer(page)).toHaveValue("");
  await expect(chosen(page)).toContainText("plan.txt");
  await page.goto("/own");
  await expect(page.getByRole("region", { name: "To be sent later" }).getByText("later, @李伟")).toBeVisible();
});

test("at 320 pixels everything of the field is in reach; axe finds no fault in the field, its list and the picker", {
  tag: "@full",
}, async () => {
  const page = await open(alice, await group("hello"), { viewport: { width: 320, height: 640 } });
  const found: string[] = [];
  const look = async (screen: string) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) found.push(`${screen}: ${wide} px too wide`);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) found.push(`${screen}, ${colorScheme}: ${id} ${nodes[0]?.target}`);
    }
  };
  await attach(page, "plan.txt", "the plan");
  await composer(page).pressSequentially("@");
  await expect(people(page)).toBeVisible();
  await look("names");
  await composer(page).press("Escape");
  for (const name of ["More ways to send", "Attach files", "Emoji", "Send"]) {
    await expect(page.getByRole("button", { name, exact: true })).toBeInViewport({ ratio: 1 });
  }
  await page.getByRole("button", { name: "Emoji", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Emoji" }).getByRole("button", { name: /^👍/ })).toBeVisible();
  await look("picker");
  expect(found).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(composer(page)).toBeFocused();
  expect(await caret(page)).toBe(1);
});
