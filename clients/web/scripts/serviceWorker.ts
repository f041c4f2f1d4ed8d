import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const NONCE_MARK = "__CSP_NONCE__";

/** Files beside the hashed ones that a start without a network shows. */
const FILES = ["/favicon.svg", "/favicon-unread.svg", "/icons/192.png"];

/** Builds `src/sw/serviceWorker.ts` as `/sw.js`, and tells it what the shell of this release is made of. */
export function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    buildStart() {
      this.emitFile({ type: "chunk", id: "src/sw/serviceWorker.ts", fileName: "sw.js" });
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const worker = bundle["sw.js"];
        const page = bundle["index.html"];
        if (worker?.type !== "chunk" || page?.type !== "asset")
          return this.error("The shell lacks its worker or its page.");
        if (worker.imports.length > 0) return this.error(`A classic worker imports nothing: ${worker.imports}`);
        const assets = Object.keys(bundle)
          .filter((name) => /^assets\/.*\.(js|css)$/.test(name))
          .map((name) => `/${name}`)
          .sort();
        const html = Buffer.from(page.source);
        const shell = { page: sha256(html), nonceMark: NONCE_MARK, assets, files: FILES };
        const files = FILES.map((path) => sha256(readFileSync(`public${path}`)));
        const version = sha256(JSON.stringify([shell, files])).slice(0, 16);
        worker.code = worker.code.replace("__SHELL__", JSON.stringify({ version, ...shell }));
      },
    },
  };
}

const sha256 = (content: string | Buffer): string => createHash("sha256").update(content).digest("hex");
