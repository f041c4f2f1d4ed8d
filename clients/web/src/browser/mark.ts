/** Marks the icon of the tab and of the installed program with what waits. */
export function markUnread(unread: number): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const href = unread > 0 ? "/favicon-unread.svg" : "/favicon.svg";
  if (icon !== null && icon.getAttribute("href") !== href) icon.href = href;
  const marked = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
  marked?.catch(() => undefined);
}

/** Names the installed program in a language. */
export function showManifest(language: string): void {
  const manifest = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
  const href = language === "zh-CN" ? "/manifest.zh-CN.webmanifest" : "/manifest.webmanifest";
  if (manifest !== null && manifest.getAttribute("href") !== href) manifest.href = href;
}
