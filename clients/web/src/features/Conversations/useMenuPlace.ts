import { type MouseEvent, type PointerEvent, useEffect, useRef } from "react";

/** Where the menu of a conversation is open, and for which. */
export interface MenuPlace {
  /** Of the conversation. */
  readonly id: string;
  /** Pixels from the start of the window. */
  readonly x: number;
  readonly y: number;
  /** What gets the focus back. */
  readonly opener: HTMLElement;
}

/** A finger that rests so long asks for the menu, in milliseconds; Safari on iOS says so in no other way. */
const LONG = 500;
/** A finger that moves farther scrolls, in pixels. */
const STILL = 10;

/** The ways to the menu of a conversation besides its button: the right mouse button, its key, and a finger that rests. */
export function useMenuPlace(id: string, onMenu: (place: MenuPlace) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const down = useRef({ x: 0, y: 0 });
  const wasLong = useRef(false);
  const stop = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = (row: HTMLElement, x: number, y: number) => {
    stop();
    const opener = row.querySelector<HTMLElement>("a") ?? row;
    onMenu({ id, x, y, opener });
  };
  return {
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault();
      show(event.currentTarget, event.clientX, event.clientY);
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      wasLong.current = false;
      if (event.pointerType !== "touch") return;
      const { currentTarget: row, clientX: x, clientY: y } = event;
      down.current = { x, y };
      stop();
      timer.current = setTimeout(() => {
        wasLong.current = true;
        show(row, x, y);
      }, LONG);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const { x, y } = down.current;
      if (Math.hypot(event.clientX - x, event.clientY - y) > STILL) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    // The end of a long press is no click.
    onClickCapture: (event: MouseEvent<HTMLElement>) => {
      if (!wasLong.current) return;
      wasLong.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
