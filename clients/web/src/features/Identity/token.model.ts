import type { AccessScope, CreateAccessToken } from "../../wire/index.ts";

export const TOKEN_NAME_LENGTH = 100;

export const LONGEST_DAYS = 366;

export interface TokenForm {
  readonly name: string;
  readonly scopes: ReadonlySet<AccessScope>;
  /** As typed. */
  readonly days: string;
}

export const newToken: TokenForm = { name: "", scopes: new Set(["read"]), days: "90" };

/** What a token may do, as far as its user may. */
export const scopesFor = (administrator: boolean): readonly AccessScope[] =>
  administrator ? ["read", "write", "administrate"] : ["read", "write"];

/** The token that a form describes; undefined while it lacks a name, a scope or a number of days. */
export function tokenOf({ name, scopes, days }: TokenForm): CreateAccessToken | undefined {
  const expiresInDays = Number(days);
  const isGood = Number.isInteger(expiresInDays) && expiresInDays >= 1 && expiresInDays <= LONGEST_DAYS;
  if (name.trim() === "" || scopes.size === 0 || !isGood) return undefined;
  return { name: name.trim(), scopes: [...scopes], expiresInDays };
}
