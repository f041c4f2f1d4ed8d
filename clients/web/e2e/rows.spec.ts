import { expect, type Locator, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const host = new Host("rows");
let company: Company;
let fang: Colleague;
let alice: Colleague;
let bob: Colleague;

test.skip(process.env.MESSENGER_E2E_URL !== undefined, "This needs an empty host of its own.");
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  alice = await company.hire("alice", "Alice Chen");
  bob = await company.hire("bob", "Bob Miller");
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(() => host.end());

/** A group of its own for a test: its first entry is the system's, so the first message has seq 2. */
async function group(...texts: readonly string[]): Promise<string> {
  const { conversation } = await fang.api.post("/conversations", {
    kind: "group",
    id: crypto.randomUUID(),
    title: "Release 2.0",
    memberIds: [alice.id, bob.id],
  });
  await alice.api.write(conversation.id, ...texts);
  await fang.api.read(conversation.id);
  return conversation.id;
}

type Context = Parameters<Company["pageOf"]>[1];

async function open(who: Colleague, conversationId: string, options: Context = {}): Promise<Page> {
  const page = await company.pageOf(who, options);
  await page.goto(`/c/${conversationId}`);
  await expect(composer(page)).toBeVisible();
  await expect(log(page).getByRole("article").last()).toBeVisible();
  return page;
}

const log = (page: Page) => page.getByRole("log");
const composer = (page: Page) => page.getByRole("textbox", { name: "Write a message" });
const row = (page: Page, text: string) => log(page).getByRole("article").filter({ hasText: text });
const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const heightOf = async (target: Locator) => (await target.boundingBox())?.height;

test("a toolbar comes to the message under the pointer alone, and changes no height", async () => {
  const page = await open(fang, await group("first", "second"));
  const before = await heightOf(row(page, "second"));
  await row(page, "first").hover();
  await expect(log(page).getByRole("button", { name: "Actions" })).toHaveCount(1);
  await row(page, "second").hover();
  await expect(row(page, "second").getByRole("button", { name: "Actions" })).toBeVisible();
  await expect(log(page).getByRole("button", { name: "Actions" })).toHaveCount(1);
  expect(await heightOf(row(page, "second"))).toBe(before);

  await composer(page).fill("half a ");
  await row(page, "second").getByRole("button", { name: "React with 👍" }).click();
  await expect(row(page, "second").getByRole("button", { name: "👍, 1 person" })).toBeVisible();
  await page.keyboard.type("thought");
  await expect(composer(page)).toHaveValue("half a thought");
  await row(page, "second").getByRole("button", { name: "Reply" }).click();
  await expect(page.getByText("Reply to Alice Chen")).toBeVisible();
});

test("the menu opens at the pointer; with Shift and on selected text the browser has its own", async () => {
  const page = await open(fang, await group("menu of this"));
  await row(page, "menu of this").click({ button: "right", position: { x: 150, y: 10 } });
  await expect(page.getByRole("menu")).toBeVisible();
  const menu = await page.getByRole("menu").boundingBox();
  const article = await row(page, "menu of this").boundingBox();
  expect(Math.abs((menu?.x ?? 0) - ((article?.x ?? 0) + 150))).toBeLessThan(8);
  await expect(page.getByRole("menuitem", { name: "Edit", exact: true })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(composer(page)).toBeFocused();

  await log(page).evaluate((element) => {
    const seen: boolean[] = [];
    element.ownerDocument.addEventListener("contextmenu", (event) => seen.push(event.defaultPrevented));
    Object.assign(window, { seen });
  });
  const words = row(page, "menu of this").getByText("menu of this");
  await words.click({ button: "right", modifiers: ["Shift"] });
  await words.selectText();
  await words.click({ button: "right" });
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { seen: readonly boolean[] }).seen))
    .toEqual([false, false]);
  await expect(page.getByRole("menu")).toHaveCount(0);
});

test("a finger that rests opens a sheet, one that moves does not, and nothing is cut off at 360 pixels", async () => {
  const id = await group("touch this", `and [this](${host.url}/people)`);
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const page = await open(fang, id, phone);
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...touchPoints: { x: number; y: number }[]) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
  const middle = async (target: Locator) => {
    const box = await target.boundingBox();
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  };
  const sheet = page.getByRole("dialog", { name: "Actions" });

  const at = await middle(row(page, "touch this").getByText("touch this"));
  await touch("touchStart", at);
  await touch("touchMove", { x: at.x, y: at.y + 30 });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));
  await touch("touchEnd");
  await expect(sheet).toHaveCount(0);

  // A link that a finger rests on is not followed.
  await touch("touchStart", await middle(log(page).getByRole("link", { name: "this" })));
  await expect(sheet).toBeVisible();
  await touch("touchEnd");
  await expect(sheet).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`/c/${id}`);
  await sheet.getByRole("button", { name: "React with ❤️" }).tap();
  await expect(sheet).toHaveCount(0);
  await expect(row(page, "and this").getByRole("button", { name: "❤️, 1 person" })).toBeVisible();
  const overflow = () => log(page).evaluate((element) => element.scrollWidth - element.clientWidth);
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 640 });
    await expect.poll(overflow).toBe(0);
  }
});

test("the keyboard moves among the messages of a long log and acts on them", { tag: "@full" }, async () => {
  const id = await group(...Array.from({ length: 150 }, (_, index) => `line ${index + 1}`));
  await fang.api.write(id, "my own");
  const page = await open(fang, id, clipboard);
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await log(page).focus();
  await page.keyboard.press("ArrowUp");
  await expect(row(page, "my own")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect.poll(focused).toContain("line 150");
  for (let step = 0; step < 60; step++) await page.keyboard.press("ArrowUp");
  await expect.poll(focused).toContain("line 90");
  await expect(page.locator("article:focus")).toBeInViewport();

  // Scrolled far away, the row that has the focus is still there.
  await log(page).hover();
  await page.mouse.wheel(0, 10_000);
  await expect(row(page, "my own")).toBeInViewport();
  expect(await focused()).toContain("line 90");
  await page.keyboard.press("ArrowDown");
  await expect.poll(focused).toContain("line 91");
  await expect(page.locator("article:focus")).toBeInViewport();
  await page.keyboard.press("PageUp");
  await expect.poll(focused).not.toContain("line 91");
  await page.keyboard.press("End");
  await expect(row(page, "my own")).toBeFocused();

  await page.keyboard.press("c");
  await expect(page.getByText("Copied")).toBeVisible();
  expect(await copied(page)).toBe("my own");
  await page.keyboard.press("+");
  await expect(page.getByRole("menuitem", { name: "React with 👍" })).toBeFocused();
  await expect(page.getByRole("menuitem", { name: "Forward…" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(row(page, "my own")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Forward…" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(row(page, "my own")).toBeFocused();
  await page.keyboard.press("r");
  await expect(composer(page)).toBeFocused();
  await expect(page.getByText("Reply to 王芳")).toBeVisible();
  await page.keyboard.press("Escape");

  await log(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("e");
  await expect(composer(page)).toHaveValue("my own");
  await page.keyboard.press("Escape");
  await log(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Escape");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type("recd");
  await expect(composer(page)).toHaveValue("recd");
});

test("a message is recalled after a question, and its text written again; the other sees neither", async () => {
  const id = await group("before it");
  await fang.api.write(id, "with a mistkae");
  const page = await open(fang, id);
  const his = await open(alice, id);
  await expect(row(his, "mistkae")).toBeVisible();
  await log(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Delete");
  const dialog = page.getByRole("dialog", { name: "Recall this message?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(row(page, "mistkae")).toBeFocused();
  await page.keyboard.press("Delete");
  await dialog.getByRole("button", { name: "Recall", exact: true }).click();
  await expect(row(page, "王芳 recalled a message")).toBeVisible();
  await expect(row(his, "王芳 recalled a message")).toBeVisible();
  await expect(his.getByRole("button", { name: "Edit again" })).toHaveCount(0);
  await composer(page).fill("first this");
  await page.getByRole("button", { name: "Edit again" }).click();
  await expect(composer(page)).toHaveValue("first this\nwith a mistkae");
  await expect(page.getByRole("button", { name: "Edit again" })).toHaveCount(0);
});

test("an edited message leads to its earlier texts", { tag: "@full" }, async () => {
  const id = await group("x");
  await fang.api.write(id, "one");
  for (const text of ["two", "three"]) {
    await fang.api.send("PATCH", `/conversations/${id}/messages/3`, { text });
  }
  const page = await open(fang, id);
  await row(page, "three").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Earlier texts…" }).click();
  await expect(page.getByRole("dialog").locator("[class*=_text_]")).toHaveText(["two", "one"]);
});

test("reactions tell whose they are, and are added from the chips", async () => {
  const id = await group("react to this");
  for (const who of [alice, bob]) {
    await who.api.send("PUT", `/conversations/${id}/messages/2/reactions/${encodeURIComponent("🎉")}`);
  }
  const page = await open(fang, id);
  const chip = row(page, "react to this").getByRole("button", { name: "🎉, 2 people" });
  await chip.hover();
  await expect(page.getByRole("tooltip")).toHaveText("Alice Chen and Bob Miller reacted with 🎉");
  await chip.click();
  await expect(row(page, "react to this").getByRole("button", { name: "🎉, 3 people" })).toBeVisible();
  await row(page, "react to this").getByRole("button", { name: "Add a reaction" }).click();
  await page.getByRole("menuitem", { name: "React with 👀" }).click();
  await expect(row(page, "react to this").getByRole("button", { name: "👀, 1 person" })).toBeVisible();
  await row(page, "react to this").getByText("react to this").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Who has reacted…" }).click();
  const dialog = page.getByRole("dialog", { name: "Who has reacted" });
  await expect(dialog.getByRole("listitem")).toHaveText(
    ["Alice Chen", "Bob Miller", "王芳", "王芳"].map((name) => new RegExp(name)),
  );
});

test("in a thread one acts on messages as well, without what needs the field of the conversation", {
  tag: "@full",
}, async () => {
  const id = await group("root of it");
  const reply = { clientMessageId: crypto.randomUUID(), text: "a reply", threadSeq: 2 };
  await alice.api.post(`/conversations/${id}/messages`, reply);
  const page = await open(fang, id);
  await row(page, "root of it").getByRole("button", { name: "1 reply" }).click();
  const dialog = page.getByRole("dialog", { name: "Thread" });
  const answer = dialog.getByRole("article").filter({ hasText: "a reply" });
  await answer.getByText("a reply").click({ button: "right" });
  await expect(page.getByRole("menuitem", { name: "Copy text" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Reply", exact: true })).toHaveCount(0);
  await page.getByRole("menuitem", { name: "React with 🎉" }).click();
  await expect(answer.getByRole("button", { name: "🎉, 1 person" })).toBeVisible();
});

test("code is coloured and copied as it was written, long texts are folded, mentions lead to people", async () => {
  const code = "const a = 1; // <b>\n\tif (a) return;";
  const lines = Array.from({ length: 60 }, (_, index) => `verse ${index + 1}`).join("\n");
  const id = await group(`\`\`\`ts\n${code}\n\`\`\``, lines, `ask <@${bob.id}>`);
  const page = await open(fang, id, clipboard);
  await expect(log(page).locator("pre [class*=hljs-keyword]").first()).toHaveText("const");
  await log(page).locator("pre").hover();
  // It says so for two seconds, which an assertion that asks ever more seldom can miss.
  const said = page.getByRole("button", { name: "Copied" }).waitFor();
  await page.getByRole("button", { name: "Copy code" }).click();
  await said;
  expect(await copied(page)).toBe(code);

  await expect(page.getByRole("button", { name: "Show more" })).toBeVisible();
  const folded = (await heightOf(row(page, "verse 1"))) ?? 0;
  expect(folded).toBeLessThan(24 * 24 + 80);
  // The list lets no pointer through while it settles, which may be in the middle of a press.
  const press = (name: string, settled: (height: number) => boolean) =>
    expect(async () => {
      // It has another name once it was pressed: a row that took its time to grow is not pressed again.
      const button = page.getByRole("button", { name });
      if (await button.isVisible()) await button.click({ timeout: 1_000 });
      await expect
        .poll(async () => settled((await heightOf(row(page, "verse 1"))) ?? 0), { timeout: 2_000 })
        .toBe(true);
    }).toPass();
  await press("Show more", (height) => height > 60 * 24);
  await press("Show less", (height) => height === folded);

  await row(page, "ask").getByRole("button", { name: "@Bob Miller" }).click();
  await expect(page.getByRole("dialog").getByText("Bob Miller").first()).toBeVisible();
});

test("what is copied over several messages says who wrote each and when; a piece of one is only the piece", {
  tag: "@full",
}, async () => {
  const id = await group("one **bold**", "two\nlines", "three", "four");
  const page = await open(fang, id, clipboard);
  const select = (from: string, until: string) =>
    log(page).evaluate(
      (element, [first, last]) => {
        const textOf = (words: string | undefined) => {
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) if (walker.currentNode.textContent === words) return walker.currentNode;
          return null;
        };
        const [start, end] = [textOf(first), textOf(last)];
        if (start === null || end === null) return;
        getSelection()?.setBaseAndExtent(start, 0, end, end.textContent?.length ?? 0);
      },
      [from, until],
    );
  await select("one ", "three");
  await page.keyboard.press("Control+c");
  const stamp = "\\d+/\\d+/\\d+, \\d\\d:\\d\\d";
  await expect
    .poll(() => copied(page))
    .toMatch(
      new RegExp(
        `^Alice Chen ${stamp}\\none \\*\\*bold\\*\\*\\n\\nAlice Chen ${stamp}\\ntwo\\nlines\\n\\nAlice Chen ${stamp}\\nthree$`,
      ),
    );
  await select("bold", "bold");
  await page.keyboard.press("Control+c");
  await expect.poll(() => copied(page)).toBe("bold");
});

test("a date leads to the first message of its day, over a hole", { tag: "@full" }, async () => {
  test.setTimeout(120_000);
  const id = await group(...Array.from({ length: 400 }, (_, index) => `entry ${index + 1}`));
  const page = await open(fang, id);
  await expect(log(page).getByText("entry 400")).toBeInViewport();
  await log(page).hover();
  await page.mouse.wheel(0, -300);
  await page.locator("[class*=stickyDate]").click();
  const dialog = page.getByRole("dialog", { name: "Go to a day" });
  await expect(dialog.getByLabel("Day")).toHaveValue(/^\d{4}-\d\d-\d\d$/);
  await dialog.getByRole("button", { name: "Go there" }).click();
  await expect(log(page).getByText("entry 1", { exact: true })).toBeInViewport();
  expect(new URL(page.url()).pathname).toBe(`/c/${id}/1`);
  await expect(page.getByRole("button", { name: "Back to where I was" })).toBeVisible();
});

test("marked unread from a message on, nothing is read until one comes back, to that message", {
  tag: "@full",
}, async () => {
  const id = await group(...Array.from({ length: 60 }, (_, index) => `item ${index + 1}`));
  const other = await group("elsewhere");
  const page = await open(fang, id);
  await row(page, "item 50").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Mark unread from here" }).click();
  await expect(log(page).getByText("New messages", { exact: true })).toBeVisible();
  await expect(page.getByRole("img", { name: "Marked as unread" })).toBeVisible();
  await page.goto(`/c/${id}`);
  await expect(page.getByRole("img", { name: "Marked as unread" })).toHaveCount(0);

  await row(page, "item 50").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Mark unread from here" }).click();
  await page.locator(`a[href="/c/${other}"]`).click();
  await expect(row(page, "elsewhere")).toBeVisible();
  await page.locator(`a[href="/c/${id}"]`).click();
  await expect(log(page).getByText("New messages", { exact: true })).toBeInViewport();
  await expect(row(page, "item 50")).toBeInViewport();
});

test("bubbles, the size of texts and where conversations open are remembered", { tag: "@full" }, async () => {
  const id = await group("from her");
  await fang.api.write(id, "from me");
  const page = await open(fang, id);
  const size = () =>
    row(page, "from me")
      .locator("[data-text]")
      .evaluate((text) => getComputedStyle(text).fontSize);
  const left = async (text: string) => (await row(page, text).locator("[data-text]").boundingBox())?.x ?? 0;
  expect(await size()).toBe("15px");
  expect(Math.abs((await left("from me")) - (await left("from her")))).toBeLessThan(8);
  await page.goto("/settings/appearance");
  await page.getByLabel("Layout of messages").selectOption("bubbles");
  await page.getByLabel("Text size of messages").selectOption("large");
  await page.getByLabel("Open conversations").selectOption("newest");
  await page.goto(`/c/${id}`);
  await expect(row(page, "from me")).toBeVisible();
  await expect.poll(size).toBe("17px");
  expect((await left("from me")) - (await left("from her"))).toBeGreaterThan(200);

  const busy = await group("start");
  await alice.api.write(busy, ...Array.from({ length: 60 }, (_, index) => `news ${index + 1}`));
  await page.locator(`a[href="/c/${busy}"]`).click();
  await expect(row(page, "news 60")).toBeInViewport();
});

test("a push that is lost is asked for", async () => {
  const id = await group("held");
  const page = await company.pageOf(fang);
  let losing = false;
  let lost = 0;
  await page.routeWebSocket(/\/hubs\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      if (losing && frame.toString().includes('"Changed"')) lost++;
      else socket.send(frame);
    });
  });
  await page.goto(`/c/${id}`);
  await expect(row(page, "held")).toBeVisible();
  losing = true;
  await alice.api.write(id, "lost on its way");
  await expect.poll(() => lost).toBeGreaterThan(0);
  await expect(row(page, "lost on its way")).toHaveCount(0);
  losing = false;
  await alice.api.write(id, "the next one");
  await expect(row(page, "the next one")).toBeVisible();
  await expect(row(page, "lost on its way")).toBeVisible();
});

test("five hundred messages at once all arrive, once each, and the log stays at its end", async () => {
  test.setTimeout(180_000);
  const id = await group("quiet so far");
  const page = await open(fang, id);
  const posts = Array.from({ length: 500 }, (_, index) => index + 1);
  for (let from = 0; from < posts.length; from += 50) {
    await Promise.all(posts.slice(from, from + 50).map((number) => alice.api.write(id, `burst ${number}.`)));
  }
  const last = page.locator('[data-seq="502"]');
  await expect(last).toBeInViewport();
  const below = () => log(page).evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
  await expect.poll(below).toBeLessThanOrEqual(1);

  const seen = new Map<string, string>();
  const look = async () => {
    const rows = await log(page)
      .locator("[data-seq]")
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute("data-seq"), one.querySelector("[data-text]")?.textContent]),
      );
    expect(new Set(rows.map(([seq]) => seq)).size).toBe(rows.length);
    for (const [seq, text] of rows) if (seq && text) seen.set(seq, text);
  };
  await log(page).hover();
  await expect(async () => {
    await look();
    await page.mouse.wheel(0, -600);
    expect(seen.has("2")).toBe(true);
  }).toPass({ intervals: [30], timeout: 120_000 });
  await look();
  const bursts = [...seen.values()].filter((text) => text.startsWith("burst"));
  expect(new Set(bursts).size).toBe(500);
  expect(bursts).toHaveLength(500);
});
