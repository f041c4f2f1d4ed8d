import { defineConfig } from "@playwright/test";
import base from "../playwright.config.ts";

/** Screenshots to be looked at: every screen, both themes, both languages, three widths. */
export default defineConfig({
  ...base,
  testDir: ".",
  testMatch: "screens.ts",
  timeout: 2_700_000,
  workers: 1,
  outputDir: "../test-results/screens",
  reporter: "list",
  // A screen that does not come is a fault of its own; the others are shown.
  use: { ...base.use, actionTimeout: 30_000 },
});
