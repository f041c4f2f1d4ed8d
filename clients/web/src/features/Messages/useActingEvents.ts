import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type TouchEvent,
  useMemo,
} from "react";
import { isImeKey } from "../../ui/imeKey.ts";
import type { Message } from "../../wire/index.ts";
import type { Acting, Point } from "./acting.ts";
import { canActOn } from "./actions.model.ts";

/** A finger rests so long on a message before its sheet opens, in milliseconds, and moves less than this, in pixels. */
const LONG_PRESS = 500;
const STILL = 10;

export const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("[data-seq]") : null;

const seqOf = (target: EventTarget | null): number | undefined => {
  const seq = rowOf(target)?.dataset["seq"];
  return seq === undefined ? undefined : Number(seq);
};

/** The browser's own menu is for what is selected. */
const isSelected = (target: EventTarget): boolean => {
  const selection = getSelection();
  return target instanceof Node && selection?.isCollapsed === false && selection.containsNode(target, true);
};

interface ActingEvents {
  readonly acting: Acting;
  readonly find: (seq: number) => Message | undefined;
  /** A key on the message that the keyboard is at. Answers whether it meant something. */
  readonly onKey: (key: string, message: Message, at: Point) => boolean;
}

/** Pointer, finger and keyboard in a place with messages. What happens in layers that its rows have opened is none of its concern. */
export function useActingEvents({ acting, find, onKey }: ActingEvents) {
  return useMemo(() => {
    const { store } = acting;
    let pressing: ReturnType<typeof setTimeout> | undefined;
    let pressed: Point | undefined;
    let touched = false;
    let swallow = false;
    const release = () => {
      clearTimeout(pressing);
      pressed = undefined;
    };
    const openSheet = (message: Message) => {
      release();
      swallow = true;
      acting.open({ kind: "sheet", message });
    };
    const messageAt = (target: EventTarget): Message | undefined => {
      const seq = seqOf(target);
      const message = seq === undefined ? undefined : find(seq);
      return message !== undefined && canActOn(message) ? message : undefined;
    };
    const set = (name: "hovered" | "focused", seq: number | undefined) => {
      if (store.getState()[name] !== seq) store.setState({ [name]: seq });
    };
    const isOutside = ({ currentTarget, target }: { readonly currentTarget: Element; readonly target: EventTarget }) =>
      !(target instanceof Node && currentTarget.contains(target));

    return {
      onPointerOver: (event: PointerEvent) => {
        if (event.pointerType !== "touch" && !isOutside(event)) set("hovered", seqOf(event.target));
      },
      onPointerLeave: () => set("hovered", undefined),
      onFocus: (event: FocusEvent) => {
        if (isOutside(event)) return;
        set("focused", event.target.matches(":focus-visible") ? seqOf(event.target) : undefined);
      },
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) set("focused", undefined);
      },
      // The menu takes the focus from where one writes, and gives it back there.
      onMouseDown: (event: MouseEvent) => {
        if (event.button === 2) event.preventDefault();
      },
      onPointerDown: (event: PointerEvent) => {
        touched = event.pointerType === "touch";
        swallow = false;
        const message = touched && !isOutside(event) ? messageAt(event.target) : undefined;
        if (message === undefined) return;
        pressed = { x: event.clientX, y: event.clientY };
        pressing = setTimeout(() => openSheet(message), LONG_PRESS);
      },
      onPointerMove: ({ clientX, clientY }: PointerEvent) => {
        if (pressed !== undefined && Math.hypot(clientX - pressed.x, clientY - pressed.y) > STILL) release();
      },
      onPointerUp: release,
      onPointerCancel: release,
      // The finger that has opened the sheet presses nothing when it is lifted.
      onTouchEnd: (event: TouchEvent) => {
        if (swallow) event.preventDefault();
        swallow = false;
      },
      onContextMenu: (event: MouseEvent) => {
        const message = isOutside(event) ? undefined : messageAt(event.target);
        if (message === undefined) return;
        if (!touched && (event.shiftKey || isSelected(event.target))) return;
        event.preventDefault();
        // The browser may take a resting finger for one that asks for a menu before we do.
        if (touched) openSheet(message);
        else acting.open({ kind: "menu", message, at: { x: event.clientX, y: event.clientY } });
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (isImeKey(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey || isOutside(event)) return;
        const { target } = event;
        if (!(target instanceof HTMLElement && target.matches("article"))) return;
        const message = messageAt(target);
        if (message === undefined || store.getState().focused !== message.seq) return;
        const { left, top } = target.getBoundingClientRect();
        if (onKey(event.key, message, { x: left + 48, y: Math.max(top, 0) })) event.preventDefault();
      },
    };
  }, [acting, find, onKey]);
}
