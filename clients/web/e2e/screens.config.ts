import { defineConfig } from "@playwright/test";
import base from "../playwright.config.ts";

/** Screenshots to be looked at: every screen, both themes, both languages, three widths. */
export default defineConfig({
  ...base,
  testDir: ".",
  testMatch: "screens.ts",
  timeout: 900_000,
  outputDir: "../test-results/screens",
  reporter: "list",
});
