// Turns the catalogues into syntax trees, so that the browser needs no parser of ICU messages.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
mkdirSync(`${root}/src/i18n/compiled`, { recursive: true });
for (const catalogue of readdirSync(`${root}/src/i18n/catalogues`)) {
  execFileSync(
    `${root}/node_modules/.bin/formatjs`,
    [
      "compile",
      `src/i18n/catalogues/${catalogue}`,
      "--ast",
      "--format",
      "simple",
      // For a look at what longer words would do to the layout: English of another length, with marks on its letters.
      ...(process.env["MESSENGER_PSEUDO"] !== undefined && catalogue.endsWith("en.json")
        ? ["--pseudo-locale", "en-XA"]
        : []),
      "--out-file",
      `src/i18n/compiled/${catalogue}`,
    ],
    { cwd: root, stdio: "inherit" },
  );
}
