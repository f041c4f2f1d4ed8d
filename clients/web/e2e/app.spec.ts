import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { type Colleague, Company } from "./company.ts";
import { Host } from "./host.ts";

/** A copy of the built client, so that a test can release the next one. */
const built = process.env.Messenger__WebRoot ?? fileURLToPath(new URL("../dist", import.meta.url));
const webRoot = mkdtempSync(join(tmpdir(), "messenger-web-"));
const host = new Host("app", false, { Messenger__WebRoot: webRoot });
let company: Company;
let fang: Colleague;
let alice: Colleague;
let room: string;

/** The browser without windows shows no notifications; the whole one does, also where nobody sees it. */
const whole = process.env.MESSENGER_CHROMIUM ?? "/usr/bin/chromium";

test.use({
  launchOptions: { executablePath: whole, chromiumSandbox: false, args: ["--disable-dev-shm-usage", "--disable-gpu"] },
});
test.describe.configure({ mode: "serial" });
test.skip(process.env.MESSENGER_E2E_URL !== undefined, "This needs an empty host of its own, which it restarts.");
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  cpSync(built, webRoot, { recursive: true });
  await host.start();
  company = new Company(host, browser);
  fang = await company.setUp("wangf", "王芳");
  alice = await company.hire("alice", "Alice Chen");
});
test.beforeEach(async () => {
  room = crypto.randomUUID();
  await fang.api.post("/conversations", { kind: "group", id: room, title: "产品发布", memberIds: [alice.id] });
  await alice.api.read(room);
});
test.afterEach(() => company.closeBrowsers());
test.afterAll(async () => {
  await host.end();
  rmSync(webRoot, { recursive: true, force: true });
});

const composer = (page: Page) => page.getByRole("textbox", { name: "Write a message" });
const log = (page: Page) => page.getByRole("log");

/** Fails the test when the page breaks its content security policy. */
function guarded(page: Page): Page {
  page.on("console", (entry) => {
    if (/Content Security Policy|TrustedScript/i.test(entry.text())) throw new Error(entry.text());
  });
  return page;
}

/** A page whose shell is kept, so that it starts without a network. */
async function installed(context: BrowserContext, path: string): Promise<Page> {
  const page = guarded(await context.newPage());
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "Conversations" })).toBeVisible();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
  return page;
}

/** The notifications that the service worker shows. */
const shown = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return ((await registration?.getNotifications()) ?? []).map(({ title, body }) => `${title}: ${body}`);
  });

test("the manifest and its icons are those of an installable program", async () => {
  const context = await company.browserOf(alice, { locale: "zh-CN" });
  const page = guarded(await context.newPage());
  await page.goto("/");
  const link = page.locator('link[rel="manifest"]');
  await expect(link).toHaveAttribute("href", "/manifest.zh-CN.webmanifest");
  for (const path of ["/manifest.webmanifest", "/manifest.zh-CN.webmanifest"]) {
    const reply = await context.request.get(path);
    expect(reply.headers()["content-type"]).toBe("application/manifest+json");
    const manifest = await reply.json();
    expect(manifest).toMatchObject({ id: "/", start_url: "/", display: "standalone" });
    for (const { src, sizes, type } of manifest.icons) {
      const icon = await context.request.get(src);
      expect(icon.headers()["content-type"]).toBe(type);
      if (type !== "image/png") continue;
      // The width of a PNG stands at byte 16.
      expect((await icon.body()).readUInt32BE(16)).toBe(Number.parseInt(sizes, 10));
    }
  }
  const client = await context.newCDPSession(page);
  const { errors } = await client.send("Page.getAppManifest");
  expect(errors).toEqual([]);
});

test("without a network a reload shows what was read, and what is written goes out once", async () => {
  await fang.api.write(room, "Tuesday it is", "At ten");
  const context = await company.browserOf(alice);
  const page = await installed(context, `/c/${room}`);
  await expect(log(page)).toContainText("At ten");

  await context.setOffline(true);
  await page.reload();
  await expect(log(page)).toContainText("Tuesday it is");
  await composer(page).fill("I will be there");
  await composer(page).press("Enter");
  await expect(log(page)).toContainText("I will be there");
  await page.reload();
  await expect(log(page)).toContainText("I will be there");

  await context.setOffline(false);
  await page.reload();
  const own = async () => {
    const { messages } = await fang.api.send("GET", `/conversations/${room}/messages`);
    return messages.filter(({ text }: { text?: string }) => text === "I will be there").length;
  };
  await expect.poll(own).toBe(1);
  await expect(log(page).getByText("I will be there")).toHaveCount(1);
});

test("the caches hold the shell and nothing of anybody", async () => {
  await fang.api.write(room, "for Alice alone");
  const page = await installed(await company.browserOf(alice), `/c/${room}`);
  await expect(log(page)).toContainText("for Alice alone");
  const kept = await page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
    }
    return paths;
  });
  expect(kept).toContain("/");
  expect(kept.filter((path) => !/^\/($|assets\/|favicon|icons\/)/.test(path))).toEqual([]);
});

test("title, tab icon and app badge carry what is unread", async () => {
  const context = await company.browserOf(alice);
  await context.addInitScript(() => {
    const badges: number[] = [];
    Object.assign(window, { badges });
    Object.assign(Navigator.prototype, { setAppBadge: async (count: number) => void badges.push(count) });
  });
  const page = guarded(await context.newPage());
  await page.goto("/people");
  await expect(page).toHaveTitle("People · Messenger");
  await fang.api.write(room, "one", "two", "three");
  await expect(page).toHaveTitle("(3) People · Messenger");
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", "/favicon-unread.svg");
  expect(await page.evaluate(() => (window as unknown as { badges: number[] }).badges.at(-1))).toBe(3);

  await alice.api.read(room);
  await expect(page).toHaveTitle("People · Messenger");
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", "/favicon.svg");
  await page.goto(`/c/${room}`);
  await expect(page).toHaveTitle("产品发布 · Messenger");
});

test("of two tabs one notifies, and takes it back when it is read; signing out in one ends the other", {
  tag: "@full",
}, async () => {
  const context = await company.browserOf(alice);
  await context.grantPermissions(["notifications"]);
  const page = await installed(context, "/people");
  const other = await installed(context, "/people");
  // What the first answer of the server tells of is no news.
  for (const tab of [page, other]) await expect(tab.getByRole("link", { name: /产品发布/ }).first()).toBeVisible();
  await fang.api.write(room, "The new build is ready");
  await expect.poll(() => shown(page)).toEqual(["产品发布: 王芳: The new build is ready"]);
  await fang.api.write(room, `<@${alice.id}> have a look`);
  await expect.poll(() => shown(other)).toEqual(["产品发布: 王芳: @Alice Chen have a look"]);

  await alice.api.read(room);
  await expect.poll(() => shown(page)).toEqual([]);

  await fang.api.write(room, "Once more");
  await expect.poll(() => shown(page)).toHaveLength(1);
  await other.goto("/settings");
  await other.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(other.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect(page.getByText("You have signed out.")).toBeVisible();
  await expect.poll(() => shown(page)).toEqual([]);
  const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(databases).not.toContain(`messenger-${alice.id}`);
});

test("notifications are offered, explained and set; their words can be kept back", { tag: "@full" }, async () => {
  const context = await company.browserOf(alice);
  await context.addInitScript(() => {
    Object.defineProperty(Notification, "permission", { get: () => sessionStorage.getItem("permission") ?? "default" });
    Notification.requestPermission = async () => {
      sessionStorage.setItem("permission", "denied");
      return "denied";
    };
  });
  const page = guarded(await context.newPage());
  await page.goto("/");
  const offer = page.getByRole("region", { name: "Notifications" });
  await offer.getByRole("button", { name: "Turn on" }).click();
  await expect(offer).toBeHidden();
  await page.goto("/settings/notifications");
  await expect(page.getByText("Your browser blocks notifications from this page.")).toBeVisible();
  await expect(page.getByLabel("Desktop notifications")).not.toBeChecked();

  await page.evaluate(() => sessionStorage.setItem("permission", "default"));
  await page.goto("/");
  await offer.getByRole("button", { name: "Not now" }).click();
  await expect(offer).toBeHidden();
  await page.reload();
  await expect(page.getByRole("link", { name: /产品发布/ }).first()).toBeVisible();
  await expect(offer).toBeHidden();

  const granted = await company.browserOf(alice);
  await granted.grantPermissions(["notifications"]);
  const settings = await installed(granted, "/people");
  await settings.goto("/settings/notifications");
  await settings.getByLabel("Notifications show").selectOption("hidden");
  await fang.api.write(room, "secret");
  await expect.poll(() => shown(settings)).toEqual(["Messenger: 1 new message"]);
});

test("a new release is offered when the server comes back, and taken with a click", async () => {
  test.setTimeout(180_000);
  const context = await company.browserOf(alice);
  const page = await installed(context, `/c/${room}`);
  const other = await installed(context, `/c/${room}`);
  await composer(other).fill("half a sent");
  await host.stop();
  release("second");
  await host.start();

  const update = page.getByRole("button", { name: "Update", exact: true });
  await expect(update).toBeVisible({ timeout: 60_000 });
  expect(await releaseOf(page)).toBe("");
  await update.click();
  await expect.poll(() => releaseOf(page).catch(() => "")).toBe("second");
  await expect(composer(page)).toBeVisible();

  // The other tab keeps what is being written, until it is told to.
  expect(await releaseOf(other)).toBe("");
  await expect(composer(other)).toHaveValue("half a sent");
  await other.getByRole("button", { name: "Update", exact: true }).click();
  await expect.poll(() => releaseOf(other).catch(() => "")).toBe("second");
  await expect(composer(other)).toHaveValue("half a sent");
});

const releaseOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector<HTMLMetaElement>('meta[name="release"]')?.content ?? "");

/** Puts another page and its worker into the place of the built ones, as a deployment does. */
function release(name: string): void {
  const page = readFileSync(`${webRoot}/index.html`, "utf8");
  const next = page.replace("<head>", `<head><meta name="release" content="${name}">`);
  writeFileSync(`${webRoot}/index.html`, next);
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const worker = readFileSync(`${webRoot}/sw.js`, "utf8");
  const version = /"version":"([0-9a-f]+)"/.exec(worker)?.[1] ?? "";
  writeFileSync(`${webRoot}/sw.js`, worker.replace(version, name).replace(hash(page), hash(next)));
  for (const coding of ["br", "gz"]) rmSync(`${webRoot}/sw.js.${coding}`, { force: true });
}
