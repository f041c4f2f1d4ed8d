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
      "--out-file",
      `src/i18n/compiled/${catalogue}`,
    ],
    { cwd: root, stdio: "inherit" },
  );
}
