import { useRef, useState } from "react";
import { useLocation } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import type { PanelTab } from "../../core/cache/Vault.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import { useMedia } from "../../ui/useMedia.ts";
import type { Conversation } from "../../wire/index.ts";
import { type PanelPlace, type PanelState, placeOf, withoutPanel, withPanel } from "./panel.model.ts";

/** What the details of a conversation are called. */
export const detailsWords = (kind: Conversation["kind"] | undefined): MessageId =>
  kind === "direct" ? "details.direct" : "group.details";

/** The details of the open conversation. */
export interface Panel {
  readonly place: PanelPlace;
  /** What it shows; undefined while it is closed. */
  readonly tab: PanelTab | undefined;
  /** Counts how often the user has asked for the search: each time, the field takes the focus. */
  readonly asked: number;
  /** What is searched for in this conversation: it outlives the panel, which goes on a telephone when one goes to a hit. */
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Without a tab, the one that was open last. */
  readonly open: (tab?: PanelTab) => void;
  /** Opens the search, and gives its field the focus. */
  readonly find: () => void;
  readonly close: () => void;
}

/** Whether the details are open: remembered where they are a column, a step of the browser's history where they lie over the conversation. */
export function usePanel(): Panel {
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const state = useHistoryState<PanelState | null>();
  const remembered = useStore(messenger.settings, (settings) => settings.panel);
  const place = placeOf(useMedia("(min-width: 1280px)"), useMedia("(max-width: 719px)"));
  const [asked, setAsked] = useState(0);
  const [text, setText] = useState("");
  const opener = useRef<Element>(null);
  const isColumn = place === "column";
  const tab = isColumn ? (remembered?.open === true ? remembered.tab : undefined) : state?.panel;
  const say = (next: PanelState, replace: boolean) => navigate(location.pathname, { replace, state: next });

  const open = (wanted: PanelTab = remembered?.tab ?? "about") => {
    if (tab === undefined) opener.current = document.activeElement;
    messenger.changeSettings({ panel: { open: isColumn || remembered?.open === true, tab: wanted } });
    if (!isColumn) say(withPanel(state, wanted), tab !== undefined);
  };
  const find = () => {
    open("search");
    setAsked((count) => count + 1);
  };
  const close = () => {
    if (isColumn) {
      messenger.changeSettings({ panel: { open: false, tab: remembered?.tab ?? "about" } });
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    } else if (state?.isHit === true) say(withoutPanel(state), true);
    else history.back();
  };
  return { place, tab, asked, text, setText, open, find, close };
}
