const KEY = "messenger-join";

/**
 * Takes the token of a join link out of the address, where it stands behind # so that it reaches no server and no log. This tab keeps it while
 * its user signs in, however far that leads.
 */
export function takeJoinToken(): void {
  if (location.pathname !== "/join" || location.hash === "") return;
  sessionStorage.setItem(KEY, decodeURIComponent(location.hash.slice(1)));
  history.replaceState(history.state, "", location.pathname);
}

export const heldJoinToken = (): string | undefined => sessionStorage.getItem(KEY) ?? undefined;

export const forgetJoinToken = (): void => sessionStorage.removeItem(KEY);
