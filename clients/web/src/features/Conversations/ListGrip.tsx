import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { isImeKey } from "../../ui/imeKey.ts";
import styles from "./List.module.css";
import { NARROWEST, USUAL, WIDEST, widthByKey, widthWithin } from "./width.model.ts";

/** The edge of the list: it is drawn, or moved by the arrow keys, to where the user wants it, and remembered. A double click undoes that. */
export function ListGrip() {
  const intl = useIntl();
  const messenger = useMessenger();
  const kept = useStore(messenger.settings, ({ listWidth }) => listWidth ?? USUAL);
  const [drawn, setDrawn] = useState<number>();
  const width = drawn ?? kept;
  const grip = useRef<HTMLHRElement>(null);
  useLayoutEffect(() => {
    document.documentElement.style.setProperty("--list", `${width}px`);
  }, [width]);
  const keep = (listWidth: number) => messenger.changeSettings({ listWidth });
  const isRightToLeft = () => grip.current !== null && getComputedStyle(grip.current).direction === "rtl";
  const onPointerMove = ({ buttons, clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    const list = currentTarget.parentElement?.getBoundingClientRect();
    if (buttons !== 1 || list === undefined) return;
    setDrawn(widthWithin(isRightToLeft() ? list.right - clientX : clientX - list.left));
  };
  const onPointerUp = () => {
    if (drawn === undefined) return;
    keep(drawn);
    setDrawn(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isImeKey(event.nativeEvent)) return;
    const wanted = widthByKey(event.key, width, isRightToLeft());
    if (wanted === undefined) return;
    event.preventDefault();
    keep(wanted);
  };
  return (
    <hr
      ref={grip}
      className={styles["grip"]}
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={intl.formatMessage({ id: "conversations.width" })}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      aria-valuenow={width}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrawn(undefined)}
      onDoubleClick={() => keep(USUAL)}
      onKeyDown={onKeyDown}
    />
  );
}
