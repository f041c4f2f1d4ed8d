import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./scripts/serviceWorker.ts";

/** Puts a .gz and a .br beside each asset that is worth it. */
function precompress(): Plugin {
  return {
    name: "precompress",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          const content = Buffer.from(file.type === "chunk" ? file.code : file.source);
          if (content.length <= 1_000 || !/\.(js|css|svg|json)$/.test(file.fileName)) continue;
          this.emitFile({ type: "asset", fileName: `${file.fileName}.gz`, source: gzipSync(content, { level: 9 }) });
          const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
          this.emitFile({
            type: "asset",
            fileName: `${file.fileName}.br`,
            source: brotliCompressSync(content, { params }),
          });
        }
      },
    },
  };
}

const host = process.env["MESSENGER_DEV_HOST"] ?? "http://localhost:5080";

export default defineConfig({
  plugins: [react(), serviceWorker(), precompress()],
  resolve: {
    alias: [
      // The catalogues are compiled ahead: the parser of messages would be fetched in vain. The test of the catalogues needs it.
      ...(process.env["VITEST"] === undefined
        ? [
            {
              find: /^@formatjs\/icu-messageformat-parser$/,
              replacement: "@formatjs/icu-messageformat-parser/no-parser.js",
            },
          ]
        : []),
      // Texts have no entities, so the table of their 2,000 names is left out.
      {
        find: /^entities$/,
        replacement: fileURLToPath(new URL("src/features/Messages/noEntities.ts", import.meta.url)),
      },
    ],
  },
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    host: "127.0.0.1",
    port: 5200,
    proxy: { "/api": host, "/files": host, "/connect": host, "/hubs": { target: host, ws: true } },
  },
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    // What a busy machine needs does not decide a test.
    testTimeout: 60_000,
    reporters: ["default", "json"],
    outputFile: { json: "test-results/unit.json" },
  },
});
