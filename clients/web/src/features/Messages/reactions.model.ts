/** What is offered to somebody who has not reacted yet, and after what he has reacted with. */
const USUAL = ["👍", "❤️", "😄", "🎉", "👀", "🙏"];

/** So many are offered with one press. */
const OFFERED = 6;

/** The emoji that are offered first: those that the user has reacted with last. */
export const offeredEmoji = (recent: readonly string[] = []): readonly string[] =>
  [...new Set([...recent, ...USUAL])].slice(0, OFFERED);

/** What is remembered when the user has reacted once more. */
export const remembered = (recent: readonly string[] = [], emoji: string): readonly string[] =>
  [...new Set([emoji, ...recent])].slice(0, OFFERED);
