import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { FormattedDate } from "react-intl";
import styles from "./Messages.module.css";
import { dayAt, type Row } from "./rows.model.ts";
import type { LogRefs } from "./useLogScroll.ts";

/** The date goes this long after the last scrolling, in milliseconds. */
const GOES_AFTER = 1_200;

/** The day of the topmost row, shown while the log scrolls. A screen reader has the separators. */
export function StickyDate({ refs, rows }: { readonly refs: LogRefs; readonly rows: readonly Row[] }) {
  const { scroller, list, atBottom } = refs;
  const [day, setDay] = useState<number>();
  const shown = useRef(rows);
  useLayoutEffect(() => {
    shown.current = rows;
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const scrolled = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setDay(undefined), GOES_AFTER);
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
  if (day === undefined) return null;
  return (
    <div className={styles["stickyDate"]} aria-hidden="true">
      <FormattedDate value={day} dateStyle="full" />
    </div>
  );
}
