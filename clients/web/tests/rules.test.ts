import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { faults, readCatalogues, readSources, strays } from "../scripts/catalogue-rules.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

describe("catalogues", () => {
  test("are complete, used and of the same placeholders", () => {
    expect(faults(readCatalogues(root), readSources(`${root}/src`))).toEqual([]);
  });

  test("that miss a key, have an unused one or another placeholder are found out", () => {
    const found = faults({ en: { a: "{x}", b: "b" }, "zh-CN": { a: "{y}", c: "c" } }, ['"a"']);
    expect(found).toHaveLength(4);
  });

  test("are fetched by whatever shows their words", () => {
    expect(strays(root)).toEqual([]);
    expect(strays(root, `${root}/src/features/Identity/AccountForm.tsx`)).not.toEqual([]);
  });
});

describe("colours", () => {
  const css = readFileSync(`${root}/src/ui/tokens.css`, "utf8");
  const read = (block: string) =>
    new Map([...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]));
  const light = read(css.slice(0, css.indexOf("@media")));
  const system = read(css.slice(css.indexOf("@media"), css.indexOf(':root[data-theme="dark"]')));
  const dark = read(css.slice(css.indexOf(':root[data-theme="dark"]')));
  const surfaces = ["paper", "panel", "raised", "hover", "selected", "own"];
  const pairs: readonly (readonly [string, string, number])[] = [
    ...surfaces.flatMap((surface) => [["ink", surface, 4.5] as const, ["ink-2", surface, 4.5] as const]),
    ...["paper", "panel", "selected", "own", "hover"].map((surface) => ["ink-3", surface, 4.5] as const),
    ...["paper", "own"].map((surface) => ["link", surface, 4.5] as const),
    ["on-accent", "accent", 4.5],
    ["on-unread", "unread", 4.5],
    ["danger", "paper", 4.5],
    ["warn", "warn-bg", 4.5],
    ["accent", "selected", 3],
    ["line-strong", "raised", 3],
    ["ok", "panel", 3],
    ["away", "panel", 3],
  ];

  test.each(pairs)("%s on %s has contrast in both themes", (text, surface, least) => {
    for (const theme of [light, dark]) {
      expect(contrast(theme.get(text) ?? "", theme.get(surface) ?? "")).toBeGreaterThanOrEqual(least);
    }
  });

  test("avatar letters can be read", () => {
    for (let index = 0; index < 8; index++) {
      expect(contrast(light.get(`avatar-${index}`) ?? "", light.get("on-avatar") ?? "")).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("dark is the same, chosen or taken from the system", () => {
    expect(system).toEqual(dark);
  });
});

test("imports point one way: wire, core, models, React", () => {
  const rules: readonly (readonly [RegExp, RegExp])[] = [
    [/^wire\//, /./],
    [/^core\//, /^(?!(\.\.?\/)+(wire\/|[A-Za-z/]+\.ts$)|zustand\/vanilla$)|(features|ui|i18n|browser)\//],
    [/\.model\.ts$/, /^(react|react-dom|react-intl|wouter|virtua|radix-ui|lucide-react)$|\.tsx$|browser\/|client\.ts$/],
    [/^browser\//, /features\/|ui\/|i18n\/|^react/],
  ];
  const broken: string[] = [];
  for (const entry of readdirSync(`${root}/src`, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
    const path = `${entry.parentPath}/${entry.name}`.slice(`${root}/src/`.length).replace(/^\//, "");
    const source = readFileSync(`${entry.parentPath}/${entry.name}`, "utf8");
    for (const [where, forbidden] of rules) {
      if (!where.test(path) || path === "wire/index.ts") continue;
      for (const [, target = ""] of source.matchAll(/from "([^"]+)"/g))
        if (forbidden.test(target)) broken.push(`${path}: ${target}`);
    }
    if (path.startsWith("core/") && /\b(window|document|navigator|localStorage|indexedDB)\./.test(source))
      broken.push(`${path}: the DOM`);
  }
  expect(broken).toEqual([]);
});

function contrast(one: string, two: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(two)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
