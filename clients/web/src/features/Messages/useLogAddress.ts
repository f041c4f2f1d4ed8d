import { useMemo } from "react";
import { useLocation, useRoute } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import { permalink } from "./view.model.ts";

export interface LogAddress {
  /** The message that the address names. */
  readonly seq: number | undefined;
  /** Differs from one visit of the same address to the next; undefined for most. */
  readonly visit: unknown;
  /** Names another message, or none, without leaving a step for the back button. */
  replace(seq: number | undefined): void;
}

/** The address of the open conversation and of the message in it. */
export function useLogAddress(conversationId: string): LogAddress {
  const [, navigate] = useLocation();
  const [, route] = useRoute("/c/:id/:seq");
  // What else is said there does not make it another visit.
  const visit = useHistoryState<{ readonly visit?: unknown } | null>()?.visit;
  const named = route?.id === conversationId ? Number(route.seq) : Number.NaN;
  const seq = Number.isSafeInteger(named) ? named : undefined;
  return useMemo(
    () => ({ seq, visit, replace: (next) => navigate(permalink(conversationId, next), { replace: true }) }),
    [conversationId, seq, visit, navigate],
  );
}
