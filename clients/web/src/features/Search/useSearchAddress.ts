import { useCallback, useMemo } from "react";
import { useLocation } from "wouter";
import { useHistoryState, useLocationProperty } from "wouter/use-browser-location";
import { addressOf, readAddress, type SearchAddress } from "./search.model.ts";

const tail = () => location.search + location.hash;

interface Left {
  /** The key of the result that one went to. */
  readonly left: string;
}

/** What the address says is searched for, and the way to change it: each search is one step for the Back button, however it was typed. */
export function useSearchAddress() {
  const [, navigate] = useLocation();
  // The router decodes before it splits, which spoils a percent sign that was typed.
  const now = useLocationProperty(tail);
  const address = useMemo(() => readAddress(now), [now]);
  const change = useCallback(
    (wanted: Partial<SearchAddress>) => navigate(addressOf({ ...readAddress(tail()), ...wanted }), { replace: true }),
    [navigate],
  );
  return { address, change };
}

/** Where one came back to with the Back button: the result that was gone to. And the way to go to one. */
export function useReturn() {
  const [, navigate] = useLocation();
  const state = useHistoryState<Partial<Left> | null>();
  const leave = useCallback(
    (key: string, path: string) => {
      const left: Left = { left: key };
      navigate(addressOf(readAddress(tail())), { replace: true, state: left });
      navigate(path);
    },
    [navigate],
  );
  return { left: state?.left, leave };
}
