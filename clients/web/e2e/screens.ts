import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { Host } from "./host.ts";

const host = new Host(3);
const password = "correct horse 7 battery";
test.beforeAll(() => host.start());
test.afterAll(() => host.end());

test("every screen, in both themes and languages, at three widths", async ({ browser }) => {
  const setting = await browser.newContext({ baseURL: host.url });
  const api = async (method: "post" | "get", path: string, data?: object) => {
    const reply = await setting.request[method](`/api/v1${path}`, {
      ...(data === undefined ? {} : { data }),
      headers: { "Content-Type": "application/json", Origin: host.url },
    });
    expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true);
    const text = await reply.text();
    return text === "" ? undefined : JSON.parse(text);
  };
  const token = host.setUpLink.split("#")[1];
  await api("post", "/setup", { token, userName: "wangf", displayName: "王芳", password });
  const ids: string[] = [];
  for (const [userName, displayName, department] of [
    ["alice", "Alice Chen", "Engineering"],
    ["lilei", "李雷", "市场部"],
    ["bob", "Bob Miller", "Sales"],
  ]) {
    ids.push((await api("post", "/admin/users", { userName, displayName, department })).account.user.id);
  }
  const direct = await api("post", "/conversations", { kind: "direct", userId: ids[0] });
  const group = await api("post", "/conversations", {
    kind: "group",
    id: crypto.randomUUID(),
    title: "产品发布 Release 2.0",
    description: "Everything about the release",
    memberIds: ids,
  });
  const texts = [
    "大家好，明天上午十点评审。**重点：**请先看文档 https://example.com/spec",
    "> 上次的结论\n\n先发布 `web`，再发布移动端。",
    "- 测试报告\n- 发布说明\n- 回滚方案",
    "```\nnpm run build\nnpm run e2e\n```",
    "A longer message in English that wraps over more than one line, so that the measure of the text can be judged by eye, as it should be.",
  ];
  for (const head of [direct, group]) {
    for (const text of texts) {
      await api("post", `/conversations/${head.conversation.id}/messages`, {
        clientMessageId: crypto.randomUUID(),
        text,
      });
    }
  }
  for (let row = 1; row <= 90; row++) {
    await api("post", `/conversations/${direct.conversation.id}/messages`, {
      clientMessageId: crypto.randomUUID(),
      text: row % 5 === 0 ? `第 ${row} 条：${texts[row % texts.length]}` : `row ${row}`,
    });
  }
  const state = await setting.storageState();
  const screens: Readonly<Record<string, string>> = {
    list: "/",
    group: `/c/${group.conversation.id}`,
    jump: `/c/${direct.conversation.id}`,
    failed: `/c/${group.conversation.id}`,
    people: "/people",
    search: `/search?in=${group.conversation.id}&since=2020-01-01#q=发布`,
    settings: "/settings/profile",
    appearance: "/settings/appearance",
    devices: "/settings/devices",
    about: "/settings/about",
    accounts: "/admin/users",
    departments: "/admin/departments",
    import: "/admin/import",
  };
  const faults: string[] = [];
  for (const locale of ["zh-CN", "en"]) {
    for (const colorScheme of ["light", "dark"] as const) {
      for (const width of [1440, 1024, 360]) {
        const context = await browser.newContext({
          baseURL: host.url,
          storageState: state,
          locale,
          colorScheme,
          viewport: { width, height: width === 360 ? 720 : 800 },
        });
        const page = await context.newPage();
        for (const [name, path] of Object.entries(screens)) {
          await page.goto(path);
          await page.waitForLoadState("networkidle");
          if (name === "group") {
            await expect(page.getByRole("article")).toHaveCount(texts.length);
            if (width === 1440) await page.getByRole("button", { name: /Group details|群详情/ }).click();
          }
          if (name === "jump") await jump(page, `/c/${direct.conversation.id}/30`);
          if (name === "failed") await fail(page);
          await page.screenshot({ path: `screens/${name}-${locale}-${colorScheme}-${width}.png` });
          const { violations } = await new AxeBuilder({ page }).analyze();
          for (const violation of violations) {
            faults.push(`${name} ${locale} ${colorScheme} ${width}: ${violation.id} ${violation.nodes[0]?.target}`);
          }
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          if (name === "failed") await forgive(page);
          if (overflow > 0) faults.push(`${name} ${locale} ${colorScheme} ${width}: ${overflow} px too wide`);
        }
        await context.close();
      }
    }
  }
  const stranger = await browser.newContext({ baseURL: host.url, locale: "zh-CN", colorScheme: "light" });
  const page = await stranger.newPage();
  await page.goto("/");
  await page.getByRole("button").waitFor();
  await page.screenshot({ path: "screens/sign-in.png" });
  expect(faults).toEqual([]);
});

/** Jumps as a link in a message does, and scrolls a little, so that all that floats over the log shows. */
async function jump(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, "", to), path);
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
    await page.getByRole("textbox").fill(text);
    await page.keyboard.press("Enter");
  }
  await page.clock.setSystemTime(Date.now() + 25 * 3_600_000);
  await page.context().unrouteAll();
  await expect(page.getByRole("button", { name: /^(Retry all|全部重试)$/ })).toBeVisible({ timeout: 45_000 });
}

async function forgive(page: Page): Promise<void> {
  for (const left of [1, 0]) {
    const remove = page.getByRole("button", { name: /^(Delete|删除)$/ });
    await remove.first().click();
    await expect(remove).toHaveCount(left);
  }
}
