import type { ErrorCode } from "../../wire/index.ts";
import { done, type Outcome, Unknown } from "../outcome.ts";

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** REST requests under /api/v1. The cookie signs them; writes are JSON, also those without a body (the host insists on it). */
export class Rest {
  readonly #fetch: Fetch;
  readonly #notSignedIn: () => void;

  constructor(fetch: Fetch, notSignedIn: () => void) {
    this.#fetch = fetch;
    this.#notSignedIn = notSignedIn;
  }

  get<T>(path: string, query: Readonly<Record<string, string | number | undefined>> = {}): Promise<Outcome<T>> {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== "") parameters.set(name, String(value));
    }
    const tail = parameters.size === 0 ? "" : `?${parameters}`;
    return this.#send<T>("GET", path + tail, undefined);
  }

  post<T>(path: string, body: object = {}): Promise<Outcome<T>> {
    return this.#send<T>("POST", path, body);
  }

  put<T>(path: string, body: object): Promise<Outcome<T>> {
    return this.#send<T>("PUT", path, body);
  }

  patch<T>(path: string, body: object): Promise<Outcome<T>> {
    return this.#send<T>("PATCH", path, body);
  }

  putImage<T>(path: string, image: Blob): Promise<Outcome<T>> {
    return this.#send<T>("PUT", path, image);
  }

  postFile<T>(path: string, file: Blob): Promise<Outcome<T>> {
    return this.#send<T>("POST", path, file);
  }

  delete<T = void>(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Outcome<T>> {
    return this.#send<T>("DELETE", path, undefined, headers);
  }

  async #send<T>(
    method: string,
    path: string,
    body: object | undefined,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Outcome<T>> {
    const isFile = body instanceof Blob;
    let response: Response;
    let content: unknown;
    try {
      response = await this.#fetch(`/api/v1${path}`, {
        method,
        credentials: "same-origin",
        headers: { "Content-Type": isFile ? body.type : "application/json", Accept: "application/json", ...more },
        ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      content = text === "" ? undefined : JSON.parse(text);
    } catch (fault) {
      throw new Unknown(`${method} ${path}: ${String(fault)}`);
    }
    if (response.ok) return done(content as T);

    const { code, retryAfterMilliseconds } = (content ?? {}) as { code?: ErrorCode; retryAfterMilliseconds?: number };
    if (code === undefined) {
      if (response.status === 401) return this.#refused("not_signed_in");
      throw new Unknown(`${method} ${path}: status ${response.status}`);
    }
    return this.#refused(code, retryAfterMilliseconds);
  }

  #refused(code: ErrorCode, retryAfterMilliseconds?: number): Outcome<never> {
    if (code === "not_signed_in") this.#notSignedIn();
    return {
      ok: false,
      refusal: retryAfterMilliseconds === undefined ? { code } : { code, retryAfterMilliseconds },
    };
  }
}
