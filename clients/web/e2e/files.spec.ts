import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

const host = new Host("files", false, { Files__MaxSize: "200000" });
let company: Company;
let fang: Colleague;
let alice: Colleague;
let conversationId: string;

test.describe.configure({ mode: "serial" });
test.skip(process.env.MESSENGER_E2E_URL !== undefined, "This needs an empty host of its own.");
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  alice = await company.hire("alice", "Alice Chen");
  const request = { kind: "group", id: crypto.randomUUID(), title: "Release 2.0", memberIds: [alice.id] };
  conversationId = (await fang.api.post("/conversations", request)).conversation.id;
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(() => host.end());

/** The conversation, open to somebody; what breaks the content security policy fails the test. */
async function opened(colleague: Colleague): Promise<Page> {
  const page = await company.pageOf(colleague);
  page.on("console", (entry) => {
    if (/Content Security Policy/i.test(entry.text())) throw new Error(entry.text());
  });
  await page.goto(`/c/${conversationId}`);
  await expect(composer(page)).toBeVisible();
  return page;
}

const composer = (page: Page) => page.getByRole("textbox", { name: "Write a message" });
const log = (page: Page) => page.getByRole("log");
const chosen = (page: Page) => page.getByRole("list", { name: "Files to send" });

interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

async function choose(page: Page, ...files: Upload[]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  await (await chooser).setFiles(files);
}

/** A picture of two colours, as the browser makes one. */
async function picture(page: Page, name: string, width: number, height: number): Promise<Upload> {
  const url = await page.evaluate(
    ({ width, height }) => {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width, height });
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("There is no canvas.");
      context.fillStyle = "teal";
      context.fillRect(0, 0, width, height);
      context.fillStyle = "gold";
      context.fillRect(0, 0, width / 2, height / 2);
      return canvas.toDataURL("image/png");
    },
    { width, height },
  );
  return { name, mimeType: "image/png", buffer: Buffer.from(url.split(",")[1] ?? "", "base64") };
}

const paper = (name: string, size: number): Upload => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(Array.from({ length: size }, (_, index) => (index * 31) % 251)),
});

test("a document is sent with a word, and downloaded with equal bytes by another", async () => {
  const [from, to] = [await opened(fang), await opened(alice)];
  const plan = paper("发布计划 plan.bin", 120_000);
  await choose(from, plan, paper("not wanted.bin", 10));
  await chosen(from).getByRole("button", { name: "Remove not wanted.bin" }).click();
  await expect(chosen(from).getByRole("listitem")).toHaveCount(1);
  await expect(chosen(from).getByText("120 kB")).toBeVisible();
  await expect(composer(from)).toBeFocused();
  await composer(from).fill("the plan");
  await composer(from).press("Enter");
  await expect(chosen(from)).toHaveCount(0);

  const row = log(to).getByRole("article").filter({ hasText: "the plan" });
  await expect(row.getByText(plan.name)).toBeVisible();
  const download = to.waitForEvent("download");
  await row.getByRole("link", { name: `Download ${plan.name}` }).click();
  const got = await download;
  expect(got.suggestedFilename()).toBe(plan.name);
  expect(readFileSync(await got.path()).equals(plan.buffer)).toBe(true);
  await expect(log(from).getByRole("link", { name: `Download ${plan.name}` })).toBeVisible();
  await expect(log(from).getByRole("progressbar")).toHaveCount(0);
});

test("an answer to files alone names them, in the quote and in a list of another language", {
  tag: "@full",
}, async () => {
  const page = await opened(fang);
  await choose(page, paper("minutes.bin", 10));
  await composer(page).press("Enter");
  const row = log(page).getByRole("article").filter({ hasText: "minutes.bin" });
  await row.hover();
  await row.getByRole("button", { name: "Actions" }).press("Enter");
  await page.getByRole("menuitem", { name: "Reply" }).press("Enter");
  await composer(page).fill("read them");
  await composer(page).press("Enter");
  await expect(log(page).getByRole("link", { name: "王芳: [File] minutes.bin" })).toBeVisible();

  await choose(page, paper("last.bin", 10));
  await composer(page).press("Enter");
  await expect(log(page).getByRole("link", { name: "Download last.bin" })).toBeVisible();
  const chinese = await company.pageOf(alice, { locale: "zh-CN" });
  await chinese.goto("/");
  await expect(chinese.getByText("王芳：[文件] last.bin")).toBeVisible();
});

test("pictures that are pasted keep their shape, stand for themselves in the list, and open by keyboard", async () => {
  const [from, to] = [await opened(fang), await opened(alice)];
  const wide = await picture(from, "wide.png", 640, 360);
  await composer(from).evaluate(
    (field, { name, data }) => {
      const bytes = Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], name, { type: "image/png" }));
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    { name: wide.name, data: wide.buffer.toString("base64") },
  );
  await expect(chosen(from).getByRole("listitem")).toHaveCount(1);
  await expect(chosen(from).locator("img")).toBeVisible();
  await composer(from).press("Enter");

  const shown = log(to).getByRole("img", { name: "wide.png" });
  await expect(shown).toBeVisible();
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  const box = await shown.boundingBox();
  expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(640 / 360, 1);
  await expect(to.getByRole("link", { name: /Release 2\.0/ }).getByText("王芳: [Picture]")).toBeVisible();

  await choose(from, await picture(from, "first.png", 300, 300), await picture(from, "second.png", 200, 400));
  await composer(from).press("Enter");
  const first = log(to).getByRole("button", { name: "first.png" });
  await first.focus();
  await to.keyboard.press("Enter");
  const viewer = to.getByRole("dialog");
  await expect(viewer.getByRole("heading", { name: "first.png" })).toBeVisible();
  await expect(viewer.getByText("1 of 2")).toBeVisible();
  await to.keyboard.press("ArrowRight");
  await expect(viewer.getByRole("img", { name: "second.png" })).toBeVisible();
  await viewer.getByRole("button", { name: "Previous picture" }).click();
  await expect(viewer.getByRole("img", { name: "first.png" })).toBeVisible();
  const original = await viewer.getByRole("link", { name: "Open original" }).getAttribute("href");
  expect((await to.request.get(original ?? "")).headers()["content-type"]).toBe("image/png");
  await to.keyboard.press("Escape");
  await expect(viewer).toHaveCount(0);
  await expect(first).toBeFocused();
});

test("what is too large is refused before anything is sent; what is cut off can be taken back or tried again", async () => {
  const page = await opened(fang);
  await choose(page, paper("huge.bin", 200_001), paper("small.bin", 10));
  await expect(page.getByRole("alert").filter({ hasText: "huge.bin" })).toContainText("at most 200 kB");
  await expect(chosen(page).getByRole("listitem")).toHaveCount(1);

  await page.route("**/api/v1/uploads", (route) =>
    route.fulfill({ status: 422, contentType: "application/json", body: JSON.stringify({ code: "quota_exceeded" }) }),
  );
  await composer(page).press("Enter");
  const row = log(page).getByRole("article", { name: /not sent/ });
  await expect(row.getByRole("alert")).toContainText("no room for more");
  await page.unroute("**/api/v1/uploads");
  await row.getByRole("button", { name: "Retry" }).click();
  await expect(log(page).getByRole("link", { name: "Download small.bin" })).toBeVisible();

  let cuts = 0;
  await page.route("**/api/v1/uploads/*", (route) =>
    route.request().method() === "PATCH" && cuts++ === 0 ? route.abort("connectionreset") : route.continue(),
  );
  await choose(page, paper("cut.bin", 1_000));
  await composer(page).press("Enter");
  await expect(log(page).getByRole("link", { name: "Download cut.bin" })).toBeVisible();
  expect(cuts).toBe(2);
  await page.unroute("**/api/v1/uploads/*");

  await page.route("**/api/v1/uploads", () => undefined);
  await choose(page, paper("never.bin", 10));
  await composer(page).press("Enter");
  await log(page).getByRole("article").filter({ hasText: "never.bin" }).getByRole("button", { name: "Cancel" }).click();
  await expect(log(page).getByText("never.bin")).toHaveCount(0);
  await page.reload();
  await expect(log(page).getByText("small.bin")).toBeVisible();
  await expect(log(page).getByText("never.bin")).toHaveCount(0);
});

test("files can be dropped on a conversation; axe finds no fault", { tag: "@full" }, async () => {
  const page = await opened(fang);
  await expect(log(page).getByRole("button", { name: "first.png" })).toBeVisible();
  const transfer = await page.evaluateHandle(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(["dropped"], "dropped.txt", { type: "text/plain" }));
    return dropped;
  });
  await log(page).dispatchEvent("dragover", { dataTransfer: transfer });
  await expect(page.getByText("Drop files here")).toBeVisible();
  await log(page).dispatchEvent("drop", { dataTransfer: transfer });
  await expect(page.getByText("Drop files here")).toHaveCount(0);
  await expect(chosen(page).getByText("dropped.txt")).toBeVisible();

  const found: string[] = [];
  const look = async (screen: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) found.push(`${screen}, ${colorScheme}: ${id} ${nodes[0]?.target}`);
    }
  };
  await look("conversation");
  await log(page).getByRole("button", { name: "first.png" }).click();
  await expect(page.getByRole("dialog").getByRole("heading", { name: "first.png" })).toBeVisible();
  await look("viewer");
  expect(found).toEqual([]);
});

test("the files of a conversation are listed by kind and month, and lead back to their message", async () => {
  const page = await opened(alice);
  await page.getByRole("button", { name: "Group details" }).click();
  const files = page.getByRole("region", { name: "Group details" });
  await files.getByRole("tab", { name: "Files" }).click();
  const month = new Intl.DateTimeFormat("en", { year: "numeric", month: "long" }).format(new Date());
  await expect(files.getByRole("heading", { level: 3 })).toHaveText(month);
  await expect(files.getByRole("listitem")).toHaveCount(3);
  const first = files.getByRole("button", { name: "first.png" });
  await first.press("Enter");
  const viewer = page.getByRole("dialog", { name: "first.png" });
  await expect(viewer.getByText("1 of 3")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(viewer).toHaveCount(0);
  await expect(first).toBeFocused();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([]);

  await files.getByRole("tab", { name: "Audio" }).click();
  await expect(files.getByText("There are none yet.")).toBeVisible();
  await files.getByRole("tab", { name: "Documents" }).press("Enter");
  const plan = files.getByRole("listitem").filter({ hasText: "发布计划 plan.bin" });
  await expect(plan).toContainText(/120 kB.*王芳/);
  await plan.getByRole("link", { name: "Go to the message with 发布计划 plan.bin" }).click();
  await expect(page.locator("[data-flash]")).toContainText("the plan");
});

test("one's own uploads are listed with the room that they take; what no message has can be removed", {
  tag: "@full",
}, async () => {
  const page = await company.pageOf(fang);
  const upload = await page.request.post(`${host.url}/api/v1/uploads`, {
    headers: {
      Origin: host.url,
      "Tus-Resumable": "1.0.0",
      "Upload-Length": "5",
      "Upload-Metadata": `filename ${btoa("unsent.bin")}`,
      "Content-Type": "application/offset+octet-stream",
    },
    data: Buffer.from("bytes"),
  });
  const id = upload.headers()["location"]?.split("/").at(-1);
  await expect.poll(async () => (await fang.api.send("GET", `/uploads/${id}`)).state).toBe("ready");
  await page.goto("/settings/files");
  await expect(page.getByText(/ of 20 GB used$/)).toBeVisible();
  const remove = (name: string) => page.getByRole("button", { name: `Delete ${name}` });
  await remove("last.bin").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(dialog.getByText("A message has this file")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).last().press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(remove("last.bin")).toBeVisible();
  await remove("unsent.bin").press("Enter");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(remove("unsent.bin")).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([]);
});

test("files are found by their names, and messages that have files alone are told apart", {
  tag: "@full",
}, async () => {
  const page = await company.pageOf(alice);
  await page.goto("/search?tab=files");
  const results = page.getByRole("tabpanel").getByRole("listitem");
  await expect(page.getByText("Type words of a file’s name")).toBeVisible();
  await page.getByRole("searchbox").fill("计划");
  await expect(results).toHaveCount(1);
  await expect(results.locator("mark")).toHaveText("计划");
  await results.getByRole("link").click();
  await expect(page.locator("[data-flash]")).toContainText("the plan");
  await page.goBack();
  await expect(results.getByRole("link")).toBeFocused();
  await page.getByRole("combobox", { name: "Kind" }).selectOption("Pictures");
  await expect(page.getByText("Nothing found.")).toBeVisible();
  await page.getByRole("searchbox").fill("wide");
  await expect(results).toHaveCount(1);

  await page.goto(`/search?from=${fang.id}`);
  await expect(results.filter({ hasText: "王芳: [File]" }).first()).toBeVisible();
});
