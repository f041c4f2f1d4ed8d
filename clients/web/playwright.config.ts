import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** The same browser without the parts that draw windows: a third faster where no graphics processor is. */
const headless = "/usr/bin/chromium-headless-shell";

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // Each file has a host of its own; much of the time pages wait for what is to come.
  workers: 2,
  // Two processors start hosts, browsers and databases side by side here. What fails once and then passes is listed as flaky at the end, with its trace.
  retries: 1,
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  outputDir: "test-results/e2e",
  use: {
    launchOptions: {
      executablePath: process.env.MESSENGER_CHROMIUM ?? (existsSync(headless) ? headless : "/usr/bin/chromium"),
      chromiumSandbox: false,
      args: [
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
      ],
    },
    trace: "retain-on-failure",
  },
});
