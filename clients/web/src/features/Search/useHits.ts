import { useState } from "react";
import { useLocation } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import { useMessenger } from "../../client.ts";
import type { MessageHit, SearchMessages } from "../../wire/index.ts";
import { type PanelPlace, type PanelState, stepTo } from "../Conversations/panel.model.ts";
import { visitNow } from "../Messages/useVisit.ts";
import { permalink } from "../Messages/view.model.ts";

/** Which of the hits one has gone to last, and the way to one. Another search begins before the first. */
export function useHits(request: SearchMessages | undefined, hits: readonly MessageHit[], place: PanelPlace) {
  const { openThread } = useMessenger();
  const [, navigate] = useLocation();
  const state = useHistoryState<PanelState | null>();
  const [gone, setGone] = useState<{ readonly request: SearchMessages | undefined; readonly at: number }>();
  const at = gone !== undefined && gone.request === request && gone.at < hits.length ? gone.at : undefined;
  const goTo = (index: number | undefined) => {
    const hit = index === undefined ? undefined : hits[index];
    if (index === undefined || hit === undefined) return;
    setGone({ request, at: index });
    navigate(permalink(hit.conversationId, hit.seq), stepTo(place, state, visitNow()));
    if (hit.threadSeq !== undefined) openThread.open(hit.conversationId, hit.threadSeq, hit.seq);
  };
  return { at, goTo };
}
