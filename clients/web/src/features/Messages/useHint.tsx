import { type ReactNode, type SyntheticEvent, useId, useState } from "react";
import { createPortal } from "react-dom";
import styles from "./Reactions.module.css";

/** Half of the widest hint, in pixels: it stays within the view. */
const HALF = 140;

function placeOf({ left, width, top }: DOMRect) {
  return { left: Math.min(Math.max(left + width / 2, HALF), innerWidth - HALF), top };
}

/** A hint beside what the pointer or the focus is at. Its words are made only then. */
export function useHint(words: () => ReactNode) {
  const id = useId();
  const [box, setBox] = useState<DOMRect>();
  const show = ({ currentTarget }: SyntheticEvent<Element>) => setBox(currentTarget.getBoundingClientRect());
  const hide = () => setBox(undefined);
  const hint =
    box === undefined
      ? null
      : createPortal(
          <div id={id} role="tooltip" className={styles["hint"]} style={placeOf(box)}>
            {words()}
          </div>,
          document.body,
        );
  return {
    hint,
    handlers: {
      onPointerEnter: show,
      onPointerLeave: hide,
      onFocus: show,
      onBlur: hide,
      ...(box === undefined ? {} : { "aria-describedby": id }),
    },
  };
}
