import { readdirSync, readFileSync } from "node:fs";
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

export function readCatalogues(root) {
  const read = (locale) => JSON.parse(readFileSync(`${root}/src/i18n/catalogues/${locale}.json`, "utf8"));
  return { en: read("en"), "zh-CN": read("zh-CN") };
}

export function readSources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, "utf8"));
}
