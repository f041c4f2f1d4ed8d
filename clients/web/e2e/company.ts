import { type APIRequestContext, type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import type { Host } from "./host.ts";

export const password = "correct horse 7 battery";

/** Somebody who is signed in, as the API sees him. */
export interface Colleague {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly api: Api;
}

export class Api {
  readonly #request: APIRequestContext;
  readonly #url: string;

  constructor(request: APIRequestContext, url: string) {
    this.#request = request;
    this.#url = url;
  }

  // biome-ignore lint/suspicious/noExplicitAny: what the tests read of the answers is checked by the tests
  async send(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string, data?: object): Promise<any> {
    const reply = await this.#request.fetch(`${this.#url}/api/v1${path}`, {
      method,
      ...(data === undefined ? {} : { data }),
      headers: { "Content-Type": "application/json", Origin: this.#url },
    });
    const text = await reply.text();
    expect(reply.ok(), `${path}: ${text}`).toBe(true);
    return text === "" ? undefined : JSON.parse(text);
  }

  post(path: string, data: object) {
    return this.send("POST", path, data);
  }

  /** Posts texts one after the other, so that their order is this one. */
  async write(conversationId: string, ...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.post(`/conversations/${conversationId}/messages`, { clientMessageId: crypto.randomUUID(), text });
    }
  }

  /** Reads a conversation to its end. */
  async read(conversationId: string): Promise<void> {
    const { seq } = await this.send("GET", `/conversations/${conversationId}`);
    await this.send("PUT", `/conversations/${conversationId}/read`, { seq });
  }
}

/** A company on an empty host, set up over the API. */
export class Company {
  readonly #host: Host;
  readonly #browser: Browser;
  readonly #contexts: BrowserContext[] = [];
  #admin: Colleague | undefined;

  constructor(host: Host, browser: Browser) {
    this.#host = host;
    this.#browser = browser;
  }

  async setUp(userName: string, displayName: string): Promise<Colleague> {
    const api = await this.#api();
    const token = this.#host.setUpLink.split("#")[1];
    const { user } = await api.post("/setup", { token, userName, displayName, password });
    this.#admin = { id: user.id, userName, name: displayName, api };
    return this.#admin;
  }

  async hire(userName: string, displayName: string): Promise<Colleague> {
    if (this.#admin === undefined) throw new Error("A company is set up before anybody is hired.");
    const { account, passwordLink } = await this.#admin.api.post("/admin/users", { userName, displayName });
    const api = await this.#api();
    await api.post("/password-links/redeem", { token: passwordLink.url.split("#")[1], newPassword: password });
    await api.post("/session", { userName, password });
    return { id: account.user.id, userName, name: displayName, api };
  }

  /** A browser of its own with a colleague signed in. */
  async browserOf(colleague: Colleague, options: Parameters<Browser["newContext"]>[0] = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ locale: "en", baseURL: this.#host.url, ...options });
    this.#contexts.push(context);
    await new Api(context.request, this.#host.url).post("/session", { userName: colleague.userName, password });
    return context;
  }

  async pageOf(colleague: Colleague, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
    return (await this.browserOf(colleague, options)).newPage();
  }

  /** Closes the browsers of a test. */
  async closeBrowsers(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
  }

  async #api(): Promise<Api> {
    return new Api((await this.#browser.newContext({ baseURL: this.#host.url })).request, this.#host.url);
  }
}
