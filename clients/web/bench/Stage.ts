import type { Browser, BrowserContext, CDPSession, Page } from "@playwright/test";
import { type Colleague, Company, password } from "../e2e/company.ts";
import { Host } from "../e2e/host.ts";

/** Requests that are under way at once while the company is filled. */
const AT_ONCE = 32;
/** As often as one pleases: what is measured is the client. */
const unlimited = Object.fromEntries(
  ["CONNECT", "READ", "SEND", "CHANGE", "CREATE", "MEMBERS", "SIGNAL"].flatMap((verb) => [
    [`Limits__${verb}__PerSecond`, "100000"],
    [`Limits__${verb}__AtOnce`, "1000000"],
  ]),
);

/** A real host with a company in it, filled over the API. */
export class Stage {
  readonly company: Company;
  readonly #host: Host;
  readonly #cookie: string;

  private constructor(host: Host, company: Company, cookie: string) {
    this.company = company;
    this.#host = host;
    this.#cookie = cookie;
  }

  static async open(browser: Browser, webRoot: string): Promise<Stage> {
    const host = new Host("bench", false, { ...unlimited, Messenger__WebRoot: webRoot });
    await host.start();
    const company = new Company(host, browser);
    const { userName } = await company.setUp("wangf", "王芳");
    const reply = await send(host.url, "", "/session", { userName, password });
    const cookie = reply.headers.getSetCookie().map((one) => one.split(";")[0]);
    return new Stage(host, company, cookie.join("; "));
  }

  async group(title: string, members: readonly Colleague[], messages: number): Promise<string> {
    const id = crypto.randomUUID();
    await this.#post("/conversations", { kind: "group", id, title, memberIds: members.map((member) => member.id) });
    await this.say(id, messages);
    return id;
  }

  /** Posts so many messages as quickly as the host takes them. */
  async say(conversationId: string, messages: number): Promise<void> {
    await atOnce(messages, (index) =>
      this.#post(`/conversations/${conversationId}/messages`, {
        clientMessageId: crypto.randomUUID(),
        text: textOf(index),
      }),
    );
  }

  /** Makes many short conversations. */
  async groups(count: number, members: readonly Colleague[], messages: number): Promise<readonly string[]> {
    const ids: string[] = [];
    await atOnce(count, async (index) => {
      ids.push(await this.group(`Project ${index + 1}`, members, messages));
    });
    return ids;
  }

  /** Not over the test's own client: a process that is measured beside should cost little. */
  async #post(path: string, body: object): Promise<void> {
    await (await send(this.#host.url, this.#cookie, path, body)).arrayBuffer();
  }

  /** `bare`: pages of the bench, which the host's policy would not let run. */
  browserOf(colleague: Colleague, bare = false): Promise<BrowserContext> {
    return this.company.browserOf(colleague, { viewport: { width: 1440, height: 900 }, bypassCSP: bare });
  }

  async end(): Promise<void> {
    await this.company.closeBrowsers();
    await this.#host.end();
  }
}

export async function devTools(page: Page, slowdown: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  if (slowdown > 1) await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  return session;
}

async function send(url: string, cookie: string, path: string, body: object): Promise<Response> {
  const reply = await fetch(`${url}/api/v1${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: url, Cookie: cookie },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return reply;
}

/** A line as people write them; every seventh is long. */
const textOf = (index: number): string =>
  index % 7 === 0
    ? `${index}: 发布计划 ${"and what else there is to say of it, ".repeat(8)}`
    : `${index}: 好的，we ship on Friday`;

async function atOnce(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
