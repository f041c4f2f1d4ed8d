import { shell } from "./shell.ts";

const PREFIX = "shell-";
const NAME = `${PREFIX}${shell.version}`;
const PAGE = "/";

/** Keeps the whole shell. Fails when the server has not all of it: the browser tries again with its next look. */
export async function keepShell(): Promise<void> {
  const cache = await caches.open(NAME);
  await cache.put(PAGE, await freshPage());
  await Promise.all([
    ...shell.assets.map(async (path) => cache.put(path, (await caches.match(path)) ?? (await fetched(path)))),
    ...shell.files.map(async (path) => cache.put(path, await fetched(path, "reload"))),
  ]);
}

export async function dropOtherShells(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** The page with its own headers: the nonce in it is that of the policy beside it. */
export async function keptPage(): Promise<Response | undefined> {
  return (await caches.open(NAME)).match(PAGE);
}

/** Headers change without a release: the next start has those of today. */
export async function renewPage(): Promise<void> {
  const cache = await caches.open(NAME);
  const page = await freshPage().catch(() => undefined);
  if (page !== undefined) await cache.put(PAGE, page);
}

/** A hashed file: what has been fetched once is kept. */
export async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(NAME)).put(request, answer.clone());
  return answer;
}

/** While nodes are replaced one by one, the page may come from another release than this worker: such a one is not taken. */
async function freshPage(): Promise<Response> {
  const answer = await fetched(PAGE, "no-store");
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get("Content-Security-Policy") ?? "")?.[1];
  const html = await answer.clone().text();
  if ((await hashOf(nonce === undefined ? html : html.replaceAll(nonce, shell.nonceMark))) !== shell.page) {
    throw new Error("The page is of another release.");
  }
  return answer;
}

async function fetched(path: string, cache: RequestCache = "default"): Promise<Response> {
  const answer = await fetch(path, { cache });
  if (!answer.ok || answer.redirected) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
