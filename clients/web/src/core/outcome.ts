import type { ErrorCode, Refusal } from "../wire/index.ts";

/** What a request came to. A refusal is a value; a lost connection or a fault of the server is thrown as `Unknown`. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** Nobody can say whether the request was done: no connection, a lost one, or a fault of the server. */
export class Unknown extends Error {
  override readonly name = "Unknown";
}

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refused = (code: ErrorCode, retryAfterMilliseconds?: number): Outcome<never> => ({
  ok: false,
  refusal: retryAfterMilliseconds === undefined ? { code } : { code, retryAfterMilliseconds },
});

/** Codes after which the same request can still succeed. */
export function mayStillSucceed(code: ErrorCode): boolean {
  return code === "rate_limited" || code === "unavailable_retry" || code === "internal" || code === "not_signed_in";
}

/** For what a later connect or sync makes good: a fault goes on, an unknown outcome does not. */
export function ignoreUnknown(fault: unknown): void {
  if (!(fault instanceof Unknown)) throw fault;
}

/** Codes which say of a conversation that the user no longer has it. */
export const isGone = (code: ErrorCode): boolean => code === "not_a_member" || code === "not_found";

/** The same outcome, with its value in another form. */
export const mapped = <From, To>(outcome: Outcome<From>, form: (value: From) => To): Outcome<To> =>
  outcome.ok ? done(form(outcome.value)) : outcome;
