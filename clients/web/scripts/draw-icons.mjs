// Draws the icons of the installed program from the favicon: `node scripts/draw-icons.mjs [path of Chromium]`.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../public/", import.meta.url));
const mark = readFileSync(`${root}favicon.svg`, "utf8");
// What a launcher cuts away is beyond a circle of 80 %: the ground fills the square, the mark stays inside.
const whole = mark
  .replace('rx="8"', "")
  .replace('viewBox="0 0 32 32"', 'viewBox="-2 -2 36 36" style="background:#0b6b5d"');

const browser = await chromium.launch({ executablePath: process.argv[2], chromiumSandbox: false });
for (const [name, size, svg] of [
  ["192", 192, mark],
  ["512", 512, mark],
  ["maskable-512", 512, whole],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0">${svg.replace("<svg", `<svg width="${size}" height="${size}"`)}`);
  await page.screenshot({ path: `${root}icons/${name}.png`, omitBackground: true });
  await page.close();
}
await browser.close();
