/** The conversation that the address of this page names. */
export const conversationInAddress = (): string | undefined => /^\/c\/([0-9a-f-]{36})/.exec(location.pathname)?.[1];
