// Fails when src/wire/generated.ts was not generated from the present docs/openapi.json.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const [document = at("../../../docs/openapi.json"), generated = at("../src/wire/generated.ts")] = process.argv.slice(2);
const generator = at("wire/node_modules/openapi-typescript/bin/cli.js");

if (!existsSync(generator)) {
  execFileSync("npm", ["ci", "--prefix", at("wire"), "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}
const expected = execFileSync(process.execPath, [generator, document], { encoding: "utf8", maxBuffer: 64 << 20 });
const current = expected.trim() === readFileSync(generated, "utf8").trim();
if (!current) console.error("wire: src/wire/generated.ts is older than docs/openapi.json; run 'npm run wire'");
process.exitCode = current ? 0 : 1;
