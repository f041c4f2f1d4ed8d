import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Puts the page into the folder that `MESSENGER_BENCH_ROOT` names, beside the client. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react()],
  build: {
    target: "es2023",
    outDir: process.env["MESSENGER_BENCH_ROOT"] ?? "dist",
    emptyOutDir: false,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: fileURLToPath(new URL("one-line.html", import.meta.url)) },
  },
});
