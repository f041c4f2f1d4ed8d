import { readdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";

/** @returns {Set<string>} the placeholders of an ICU message, nested ones included */
export function placeholders(message) {
  const names = new Set();
  const visit = (elements) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.value);
      if (element.options) for (const option of Object.values(element.options)) visit(option.value);
      if (element.children) visit(element.children);
    }
  };
  visit(parse(message));
  return names;
}

/** @returns {string[]} what is wrong with the catalogues: keys that only one has, other placeholders, keys that no source uses */
export function faults(catalogues, sources) {
  const found = [];
  const [[base, messages], ...others] = Object.entries(catalogues);
  for (const [locale, other] of others) {
    for (const key of Object.keys(messages)) if (!(key in other)) found.push(`${locale} lacks ${key}`);
    for (const key of Object.keys(other)) if (!(key in messages)) found.push(`${base} lacks ${key}`);
    for (const [key, message] of Object.entries(messages)) {
      if (!(key in other)) continue;
      const expected = [...placeholders(message)].sort().join(", ");
      const actual = [...placeholders(other[key])].sort().join(", ");
      if (expected !== actual) found.push(`${key}: ${base} has {${expected}}, ${locale} has {${actual}}`);
    }
  }
  const literals = new Set(
    sources.flatMap((source) => [...source.matchAll(/["'`]([a-z][A-Za-z0-9_.]*)["'`]/g)].map((m) => m[1])),
  );
  for (const key of Object.keys(messages)) if (!literals.has(key)) found.push(`${key} is used nowhere`);
  return found;
}

/** Words of the settings and of the administration are fetched with their pages, so only what those pages show can have them. */
const later = /features\/Identity\/(Settings|Admin)Page\.tsx$/;

/** @returns {string[]} the files that can be shown without the later words, and use some */
export function strays(root, start = `${root}/src/main.tsx`) {
  const words = new Set(Object.keys(read(root, "settings.en")));
  const found = [];
  const seen = new Set();
  const visit = (path) => {
    if (seen.has(path) || later.test(path) || !/\.tsx?$/.test(path)) return;
    seen.add(path);
    const source = readFileSync(path, "utf8");
    for (const [, text] of source.matchAll(/["'`]([^"'`\n]+)["'`]/g)) {
      if (words.has(text)) found.push(`${text} is used in ${path.slice(root.length)}, which does not fetch it`);
      else if (/^\.\.?\//.test(text)) visit(resolve(dirname(path), text));
    }
  };
  visit(resolve(start));
  return found;
}

const read = (root, name) => JSON.parse(readFileSync(`${root}/src/i18n/catalogues/${name}.json`, "utf8"));

/** @returns all words of each language, those that are fetched later among them */
export function readCatalogues(root) {
  const all = (locale) => ({ ...read(root, locale), ...read(root, `settings.${locale}`) });
  return { en: all("en"), "zh-CN": all("zh-CN") };
}

export function readSources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, "utf8"));
}
