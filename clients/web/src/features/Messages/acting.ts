import { createContext, useContext } from "react";
import { type StoreApi, useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Message } from "../../wire/index.ts";
import type { Performed } from "./actions.model.ts";

/** Where a menu opens, in pixels of the view. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is open about a message. */
export type Opened =
  | { readonly kind: "menu" | "react"; readonly message: Message; readonly at: Point }
  | { readonly kind: "sheet" | ActingDialog; readonly message: Message };
export type ActingDialog = "forward" | "hide" | "recall" | "readers" | "reactions" | "earlier" | "emoji";

export interface ActingState {
  /** The row under the pointer. */
  readonly hovered: number | undefined;
  /** The row that the keyboard is at. */
  readonly focused: number | undefined;
}

/** What rows share with the place that shows them. It stays the same object, so no row is painted anew because of it. */
export interface Acting {
  readonly store: StoreApi<ActingState>;
  readonly inThread: boolean;
  /** The long messages that the user has unfolded. */
  readonly unfolded: Set<number>;
  readonly unfold: (seq: number) => void;
  readonly open: (opened: Opened) => void;
  readonly perform: (action: Performed, message: Message) => void;
  readonly react: (message: Message, emoji: string, active: boolean) => void;
}

export const ActingContext = createContext<Acting | undefined>(undefined);

/** Undefined where messages are only shown. */
export const useActing = (): Acting | undefined => useContext(ActingContext);

const nowhere = createStore<ActingState>(() => ({ hovered: undefined, focused: undefined }));

/** Whether the pointer or the keyboard is at a row. */
export const useIsActedOn = (seq: number): boolean =>
  useStore(useActing()?.store ?? nowhere, ({ hovered, focused }) => hovered === seq || focused === seq);
