import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { FormattedDate } from "react-intl";
import styles from "./Log.module.css";
import { dayAt, type Row } from "./rows.model.ts";
import type { LogRefs } from "./useLogScroll.ts";

/** The date goes this long after the last scrolling, in milliseconds. */
const GOES_AFTER = 1_200;

interface StickyDateProps {
  readonly refs: LogRefs;
  readonly rows: readonly Row[];
  readonly onDay: (day: number) => void;
}

/** The day of the topmost row, shown while the log scrolls; a press asks for another one. A screen reader and the keyboard have the separators. */
export function StickyDate({ refs, rows, onDay }: StickyDateProps) {
  const { scroller, list, atBottom } = refs;
  const [day, setDay] = useState<number>();
  const shown = useRef(rows);
  /** The pointer is at it. */
  const kept = useRef(false);
  useLayoutEffect(() => {
    shown.current = rows;
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const scrolled = () => {
      clearTimeout(timer);
      timer = setTimeout(() => !kept.current && setDay(undefined), GOES_AFTER);
      const top = list.current?.findItemIndex(element.scrollTop) ?? 0;
      // A separator that is in view at the top says the same.
      const covered = atBottom.current || shown.current[top]?.kind === "day";
      setDay(covered ? undefined : dayAt(shown.current, top));
    };
    element.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener("scroll", scrolled);
    };
  }, [scroller, list, atBottom]);
  const keep = (on: boolean) => {
    kept.current = on;
    if (!on) setDay(undefined);
  };
  if (day === undefined) return null;
  return (
    <button
      type="button"
      className={styles["stickyDate"]}
      tabIndex={-1}
      aria-hidden="true"
      onClick={() => onDay(day)}
      onPointerEnter={() => keep(true)}
      onPointerLeave={() => keep(false)}
    >
      <FormattedDate value={day} dateStyle="full" />
    </button>
  );
}
