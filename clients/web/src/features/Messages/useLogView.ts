import { useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import type { Place } from "../../core/log/Places.ts";
import { type LogAddress, useLogAddress } from "./useLogAddress.ts";
import { firstTarget, type Target, targetOf } from "./view.model.ts";

/** How long one is offered the way back after a jump, in milliseconds. */
const BACK_FOR = 10_000;

export interface LogView {
  /** What was gone to last. */
  readonly target: Target;
  /** A seq of the run that is shown; undefined for the newest. */
  readonly anchor: number | undefined;
}

/** Which part of the log is shown: follows the address, loads what a jump needs, and knows the way back. */
export function useLogView(conversationId: string, placeNow: () => Place) {
  const { history, places, conversations, settings } = useMessenger();
  const resumed = useStore(history.store, (state) => state.resumed);
  const address = useLogAddress(conversationId);
  const [wanted, setWanted] = useState(() =>
    firstTarget(address.seq, conversations.store.getState().heads.get(conversationId), places.of(conversationId), {
      written: places.hasWrittenEarly(conversationId),
      markedFrom: places.unreadFrom(conversationId),
      opensAt: settings.getState().opensAt,
    }),
  );
  const [view, setView] = useState<LogView | undefined>(() =>
    wanted.seq === undefined || history.holdsAround(conversationId, wanted.seq)
      ? { target: wanted, anchor: wanted.seq }
      : undefined,
  );
  const [back, setBack] = useState<{ readonly place: Place; readonly seq: number | undefined }>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: each return of the connection is a reason to try again
  useEffect(() => {
    let current = true;
    const show = () => setView((shown) => (shown?.target === wanted ? shown : { target: wanted, anchor: wanted.seq }));
    const reveal = async (seq: number) => {
      const found = await history.reveal(conversationId, seq);
      if (!current) return;
      if (found === "held") show();
      else if (found === "missing" || !wanted.flash) setWanted(targetOf({ at: "end" }));
    };
    if (wanted.seq === undefined) show();
    else void reveal(wanted.seq);
    return () => {
      current = false;
    };
  }, [history, conversationId, wanted, resumed]);

  useEffect(() => {
    if (back === undefined) return;
    const timer = setTimeout(() => setBack(undefined), BACK_FOR);
    return () => clearTimeout(timer);
  }, [back]);

  const followed = useRef<Pick<LogAddress, "seq" | "visit">>(address);
  useEffect(() => {
    const before = followed.current;
    if (before.visit === address.visit && before.seq === address.seq) return;
    followed.current = address;
    if (address.seq !== undefined) {
      setBack({ place: placeNow(), seq: before.seq });
      setWanted(targetOf({ at: "jump", seq: address.seq }));
    } else if (before.seq !== undefined) {
      setWanted(targetOf(back?.place ?? { at: "end" }));
      setBack(undefined);
    }
  }, [address, back, placeNow]);

  /** Lets the address say what is shown by then; this is no visit. */
  const say = useCallback(
    (seq: number | undefined) => {
      if (address.seq === seq) return;
      followed.current = { seq, visit: undefined };
      address.replace(seq);
    },
    [address],
  );

  const toEnd = useCallback(() => {
    say(undefined);
    setBack(undefined);
    setWanted(targetOf({ at: "end" }));
  }, [say]);

  const goBack = useCallback(() => {
    if (back === undefined) return;
    say(back.seq);
    setBack(undefined);
    setWanted(targetOf(back.place));
  }, [say, back]);

  const anchorAt = useCallback(
    (anchor: number | undefined) =>
      setView((shown) => (shown === undefined || shown.anchor === anchor ? shown : { ...shown, anchor })),
    [],
  );
  return { view, anchorAt, toEnd, goBack: back === undefined ? undefined : goBack };
}
