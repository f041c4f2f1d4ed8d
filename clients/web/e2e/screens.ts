import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Host } from "./host.ts";

/** Those that stay with the documents; the others are looked at and thrown away. */
const kept = fileURLToPath(new URL("../../../docs/screenshots/", import.meta.url));
const seen = fileURLToPath(new URL("../screens/", import.meta.url));

const conversation = (number: number) => `/c/00000000-0000-7000-8000-00000000${number}`;
const [EVERYBODY, ENGINEERS, WITH_BOB] = [conversation(1000), conversation(1001), conversation(1026)];

interface Screen {
  readonly path: string;
  /** It stays with the documents. */
  readonly kept?: boolean;
  readonly prepare?: (page: Page) => Promise<void>;
  /** What of the page can be used, where a layer is open over the rest. */
  readonly part?: string;
}

const press = (page: Page, name: RegExp) => page.getByRole("button", { name }).first().click();
const chord = (keys: string) => async (page: Page) => {
  await page.getByRole("log").waitFor();
  await page.keyboard.press(keys);
  await page.getByRole("dialog").waitFor();
};
const write = (text: string) => async (page: Page) => {
  const field = page.getByRole("textbox", { name: /Write a message|输入消息|Ẇřīŧ/ });
  await field.fill("");
  await field.pressSequentially(text);
};

const screens: Readonly<Record<string, Screen>> = {
  list: { path: "/", kept: true },
  group: { path: EVERYBODY, kept: true },
  direct: { path: WITH_BOB, kept: true },
  details: {
    path: ENGINEERS,
    kept: true,
    prepare: async (page) => {
      await page.getByRole("log").waitFor();
      await press(page, /^(Group details|Conversation details|群详情|会话详情)$/);
      await page.getByRole("tab").first().waitFor();
    },
  },
  thread: {
    path: ENGINEERS,
    kept: true,
    prepare: async (page) => {
      await page
        .getByRole("log")
        .getByRole("button", { name: /3 replies|3 条回复/ })
        .click();
      await expect(page.getByRole("dialog").getByRole("article")).toHaveCount(4);
    },
  },
  menu: {
    path: WITH_BOB,
    prepare: async (page) => {
      await page.getByRole("article").last().click({ button: "right" });
      await page.getByRole("menu").waitFor();
    },
  },
  jump: { path: EVERYBODY, prepare: jump },
  mention: {
    path: ENGINEERS,
    kept: true,
    prepare: async (page) => {
      await write("你好 @")(page);
      await page.getByRole("listbox").waitFor();
    },
  },
  emoji: {
    path: WITH_BOB,
    prepare: async (page) => {
      await press(page, /^(Emoji|表情)$/);
      await page.getByRole("dialog").getByRole("toolbar").waitFor();
    },
  },
  picture: {
    path: ENGINEERS,
    prepare: async (page) => {
      await page
        .getByRole("log")
        .getByRole("button", { name: /Weekly\.jpg/ })
        .click();
      await page.getByRole("dialog").waitFor();
    },
  },
  switcher: { path: ENGINEERS, kept: true, prepare: chord("Control+k") },
  keys: { path: ENGINEERS, prepare: chord("Control+/") },
  search: { path: "/search#q=发布", kept: true },
  people: { path: "/people", kept: true },
  card: {
    path: "/people",
    prepare: async (page) => {
      await page
        .getByRole("main")
        .getByRole("button", { name: /Bob Miller/ })
        .first()
        .click();
      await page.getByRole("dialog").waitFor();
    },
  },
  threads: { path: "/threads" },
  own: { path: "/own" },
  profile: { path: "/settings/profile" },
  appearance: { path: "/settings/appearance", kept: true },
  notifications: { path: "/settings/notifications" },
  devices: { path: "/settings/devices" },
  about: { path: "/settings/about" },
  accounts: { path: "/admin/users" },
  departments: { path: "/admin/departments" },
  import: { path: "/admin/import" },
  policies: { path: "/admin/policies" },
  system: { path: "/admin/system", kept: true },
  failed: { path: conversation(1002), prepare: fail },
};

const faults: string[] = [];
const only = process.env.MESSENGER_SCREENS?.split(",");

test.beforeAll(() => {
  for (const folder of [kept, seen]) mkdirSync(folder, { recursive: true });
});

test("every screen, in both themes and languages, at three widths", async ({ browser }) => {
  const host = new Host("screens", true);
  await host.start();
  for (const locale of ["zh-CN", "en"]) {
    for (const colorScheme of ["light", "dark"] as const) {
      for (const width of [1440, 1024, 360]) {
        const context = await alice(browser, host, { locale, colorScheme, width });
        for (const [name, screen] of Object.entries(screens)) {
          if (only === undefined || only.includes(name))
            await show(context, `${name}-${locale}-${colorScheme}-${width}`, screen);
        }
        await context.close();
      }
    }
  }
  const stranger = await browser.newContext({ baseURL: host.url, locale: "zh-CN" });
  await show(stranger, "sign-in", { path: "/", kept: true });
  await host.end();
  expect(faults).toEqual([]);
});

test("every screen in a language whose words are longer", async ({ browser }) => {
  const pseudo = fileURLToPath(new URL("../dist-pseudo", import.meta.url));
  const host = new Host("screens", true, { Messenger__WebRoot: pseudo });
  await host.start();
  for (const width of [1024, 360]) {
    const context = await alice(browser, host, { locale: "en", colorScheme: "light", width });
    for (const name of ["list", "group", "direct", "threads", "own", "profile", "appearance", "accounts", "system"]) {
      const screen = screens[name];
      if (screen !== undefined) await show(context, `pseudo-${name}-${width}`, { path: screen.path });
    }
    await context.close();
  }
  await host.end();
  expect(faults).toEqual([]);
});

interface Look {
  readonly locale: string;
  readonly colorScheme: "light" | "dark";
  readonly width: number;
}

async function alice(browser: Browser, host: Host, { locale, colorScheme, width }: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: host.url,
    locale,
    colorScheme,
    reducedMotion: "reduce",
    viewport: { width, height: width === 360 ? 720 : 800 },
  });
  const data = { userName: "alice", password: "demo-Passw0rd" };
  const reply = await context.request.post("/api/v1/session", { data, headers: { Origin: host.url } });
  expect(reply.ok()).toBe(true);
  return context;
}

async function show(context: BrowserContext, name: string, screen: Screen): Promise<void> {
  const page = await context.newPage();
  try {
    await page.goto(screen.path);
    await page.waitForLoadState("networkidle");
    await screen.prepare?.(page);
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => document.fonts.ready);
    const session = await context.newCDPSession(page);
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 60 });
    writeFileSync(`${screen.kept === true ? kept : seen}${name}.webp`, Buffer.from(data, "base64"));
    await page.screenshot({ path: `${seen}${name}.png` });
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, nodes } of violations) faults.push(`${name}: ${id} ${nodes[0]?.target}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) faults.push(`${name}: ${overflow} px too wide`);
    if (screen.prepare === fail) await forgive(page);
  } catch (fault) {
    faults.push(`${name}: ${String(fault).split("\n")[0]}`);
  }
  await page.close();
}

/** Jumps as a link in a message does, and scrolls a little, so that all that floats over the log shows. */
async function jump(page: Page): Promise<void> {
  await page.getByRole("log").waitFor();
  await page.evaluate((to) => history.pushState(null, "", to), `${EVERYBODY}/500`);
  await expect(page.locator("[data-flash]")).toBeInViewport();
  await page.getByRole("log").hover();
  await page.mouse.wheel(0, -30);
  await expect(page.locator("[class*=stickyDate]")).toBeVisible();
}

/** Two messages that lay here for more than a day without a network. */
async function fail(page: Page): Promise<void> {
  await page.context().route(/\/(api|hubs)\//, (route) => route.abort("internetdisconnected"));
  await page.reload();
  for (const text of ["两天前写的消息", "One more that was written without a network"]) {
    await page.getByRole("textbox", { name: /Write a message|输入消息/ }).fill(text);
    await page.keyboard.press("Enter");
  }
  await page.clock.setSystemTime(Date.now() + 25 * 3_600_000);
  await page.context().unrouteAll();
  await expect(page.getByRole("button", { name: /^(Retry all|全部重试)$/ })).toBeVisible({ timeout: 45_000 });
}

async function forgive(page: Page): Promise<void> {
  for (const left of [1, 0]) {
    const remove = page.getByRole("log").getByRole("button", { name: /^(Delete|删除)$/ });
    await remove.first().click();
    await expect(remove).toHaveCount(left);
  }
}
