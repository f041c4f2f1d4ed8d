import type { ReactNode } from "react";
import { FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import type { Finder } from "../../core/search/Finder.ts";
import { useLate } from "../../ui/useLate.ts";
import styles from "./Search.module.css";
import { useConnected } from "./useConnected.ts";

/** A search that is quicker does not say that it goes on, in milliseconds. */
const SAID_AFTER = 300;

interface ResultStatusProps<Request extends object | string, Item> {
  readonly finder: Finder<Request, Item>;
  /** What it says when nothing was found. */
  readonly none: ReactNode;
}

/** How a search stands, also for those who do not see it. How much there is in all, nobody knows. */
export function ResultStatus<Request extends object | string, Item>({
  finder,
  none,
}: ResultStatusProps<Request, Item>) {
  const { found, progress } = useStore(finder.store);
  const connected = useConnected();
  const slow = useLate(progress.state === "asking", SAID_AFTER);
  const count = found?.items.length ?? 0;
  const words = () => {
    if (slow) return <FormattedMessage id="search.searching" />;
    if (progress.state === "failed" && progress.failure === "text_empty")
      return <FormattedMessage id="search.onlyMarks" />;
    if (progress.state === "failed" && progress.failure === "unknown" && !connected)
      return <FormattedMessage id="search.offline" />;
    if (count > 0) return <FormattedMessage id="search.shown" values={{ count }} />;
    if (progress.state === "failed" || found === undefined) return null;
    return found.next === undefined ? none : <FormattedMessage id="search.notYet" />;
  };
  return (
    <p className={styles["status"]} role="status">
      {words()}
    </p>
  );
}
