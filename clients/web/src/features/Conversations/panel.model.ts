import { PANEL_TABS, type PanelTab } from "../../core/cache/Vault.ts";
import type { Conversation } from "../../wire/index.ts";

/** Where the details of a conversation are: beside it, over the end of it, or in its place. */
export type PanelPlace = "column" | "overlay" | "whole";

/** What a step of the browser's history says, besides its address. */
export interface PanelState {
  /** What the details show that lie over the conversation. */
  readonly panel?: PanelTab;
  /** One has gone to it from the hits of a search; going to the next hit leaves no step. */
  readonly isHit?: boolean;
  readonly visit?: unknown;
}

export const placeOf = (isWide: boolean, isNarrow: boolean): PanelPlace =>
  isWide ? "column" : isNarrow ? "whole" : "overlay";

export const withPanel = (state: PanelState | null, panel: PanelTab): PanelState => ({ ...state, panel });

export function withoutPanel(state: PanelState): PanelState {
  const { panel: _, ...rest } = state;
  return rest;
}

/** A direct conversation has no members to list. */
export const tabsOf = (kind: Conversation["kind"]): readonly PanelTab[] =>
  kind === "group" ? PANEL_TABS : PANEL_TABS.filter((tab) => tab !== "members");

export const shownTab = (kind: Conversation["kind"], tab: PanelTab): PanelTab =>
  tabsOf(kind).includes(tab) ? tab : "about";

/** How one goes to a hit: beside it and over it the panel stays and the hits share one step; in its place the panel goes, and Back brings it again. */
export function stepTo(
  place: PanelPlace,
  state: PanelState | null,
  visit: number,
): { readonly replace: boolean; readonly state: PanelState } {
  switch (place) {
    case "column":
      return { replace: state?.isHit === true, state: { isHit: true, visit } };
    case "overlay":
      return { replace: true, state: { isHit: true, visit, panel: "search" } };
    case "whole":
      return { replace: false, state: { visit } };
    default:
      return place satisfies never;
  }
}

/** The hit after or before one; the first when none was gone to. */
export function nextHit(at: number | undefined, by: 1 | -1, count: number): number | undefined {
  if (count === 0) return undefined;
  return at === undefined ? 0 : Math.min(count - 1, Math.max(0, at + by));
}
