import { defineConfig } from "@playwright/test";
import base from "../playwright.config.ts";

/** The budgets of the client: one run, alone on its machine. */
export default defineConfig({
  ...base,
  testDir: ".",
  testMatch: "budgets.ts",
  timeout: 3_600_000,
  workers: 1,
  outputDir: "../test-results/bench",
  reporter: "list",
  use: { ...base.use, trace: "off", viewport: { width: 1440, height: 900 } },
});
