import type { User } from "../../wire/index.ts";

/** The address of a colleague's picture. Under its version it never changes, so the browser keeps it. */
export const portraitOf = ({ id, avatarVersion }: User): string | undefined =>
  avatarVersion === undefined ? undefined : `/api/v1/users/${id}/avatar?version=${avatarVersion}`;
