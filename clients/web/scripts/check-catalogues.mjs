import { fileURLToPath } from "node:url";
import { faults, readCatalogues, readSources, strays } from "./catalogue-rules.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const found = [...faults(readCatalogues(root), readSources(`${root}/src`)), ...strays(root)];
for (const fault of found) console.error(fault);
console.log(`catalogues: ${found.length} faults`);
process.exitCode = found.length === 0 ? 0 : 1;
