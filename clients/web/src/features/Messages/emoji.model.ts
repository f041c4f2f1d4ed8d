/** An emoji and what it may be called. */
export interface Emoji {
  readonly emoji: string;
  /** The name first, in lower case. */
  readonly english: readonly string[];
  readonly chinese: readonly string[];
}

/** The emoji in the groups of Unicode: smileys, people, animals, food, places, activities, things, signs, flags. */
export type EmojiGroups = readonly (readonly Emoji[])[];

/** The data as it was compiled: each emoji with its words, those of a language apart by `|`. */
type Compiled = readonly (readonly (readonly string[])[])[];

let loading: Promise<EmojiGroups> | undefined;

/** Fetches what is known of emoji, once. */
export function loadEmoji(): Promise<EmojiGroups> {
  loading ??= import("./compiled/emoji.json").then(({ default: groups }: { readonly default: Compiled }) =>
    groups.map((group) =>
      group.map(([emoji = "", english = "", chinese = ""]) => ({
        emoji,
        english: english.split("|"),
        chinese: chinese.split("|"),
      })),
    ),
  );
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

/** Those that a word means, in either language: first those whose name it is or begins, then those of which it is said. */
export function findEmoji(groups: EmojiGroups, query: string, limit: number): readonly Emoji[] {
  const term = query.toLowerCase();
  const found = groups.flat().flatMap((one) => {
    const rank = Math.min(rankOf(one.english, term), rankOf(one.chinese, term));
    return rank === Number.POSITIVE_INFINITY ? [] : [{ one, rank }];
  });
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ one }) => one);
}

function rankOf(words: readonly string[], term: string): number {
  const [name = ""] = words;
  if (name === term) return 0;
  if (name.startsWith(term)) return 1;
  if (words.includes(term)) return 2;
  if (words.some((word) => word.startsWith(term))) return 3;
  return words.some((word) => word.includes(term)) ? 4 : Number.POSITIVE_INFINITY;
}

/** What an emoji is called in a language. */
export const nameOfEmoji = ({ english, chinese }: Emoji, locale: string): string =>
  (locale.startsWith("zh") ? chinese[0] : english[0]) || english[0] || "";

/** Before anybody has chosen any. */
const USUAL = ["👍", "❤️", "😄", "🎉", "👀", "🙏"];
const REMEMBERED = 24;
const OFFERED = 6;

/** Those used last, the latest first; filled up with what most people use. */
export const recentEmoji = (used: readonly string[] = []): readonly string[] => [...new Set([...used, ...USUAL])];

/** What is remembered when one was used once more. */
export const withUsed = (used: readonly string[] = [], emoji: string): readonly string[] =>
  [...new Set([emoji, ...used])].slice(0, REMEMBERED);

/** Those that are offered with one press. */
export const offeredEmoji = (used?: readonly string[]): readonly string[] => recentEmoji(used).slice(0, OFFERED);
