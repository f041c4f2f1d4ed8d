// Makes of the data of Unicode what the picker needs: each emoji with its words in English and Chinese, by group.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path) => JSON.parse(readFileSync(`${root}/node_modules/emojibase-data/${path}`, "utf8"));

const shortcodes = read("en/shortcodes/emojibase.json");
const chinese = new Map(read("zh/data.json").map((emoji) => [emoji.hexcode, emoji]));
const words = ({ label, tags = [] }) => [label, ...tags];

/** What shows as an emoji by itself needs no selector: with one it would be another reaction than without. */
const plain = (emoji) => (/^\p{Emoji_Presentation}\uFE0F$/u.test(emoji) ? emoji.slice(0, -1) : emoji);

const groups = [];
for (const emoji of read("en/data.json").sort((a, b) => (a.order ?? 0) - (b.order ?? 0))) {
  // Parts of other emoji, such as tones of skin, have no group or that of the components.
  if (emoji.group === undefined || emoji.group === 2) continue;
  const english = [...words(emoji), ...[shortcodes[emoji.hexcode] ?? []].flat()];
  groups[emoji.group] ??= [];
  groups[emoji.group].push([
    plain(emoji.emoji),
    [...new Set(english.map((word) => word.toLowerCase()))].join("|"),
    [...new Set(words(chinese.get(emoji.hexcode) ?? { label: "" }))].join("|"),
  ]);
}
mkdirSync(`${root}/src/features/Messages/compiled`, { recursive: true });
writeFileSync(
  `${root}/src/features/Messages/compiled/emoji.json`,
  JSON.stringify(groups.filter((group) => group !== undefined)),
);
