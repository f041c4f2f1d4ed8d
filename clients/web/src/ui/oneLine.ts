/** One line of a text, for a preview. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
