import { type ReactNode, useLayoutEffect, useRef } from "react";
import { FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import type { Finder } from "../../core/search/Finder.ts";
import controls from "../../ui/controls.module.css";
import { ResultStatus } from "./ResultStatus.tsx";
import { stop } from "./resultKeys.ts";
import styles from "./Search.module.css";
import { SearchFailure } from "./SearchFailure.tsx";
import { useRetrying } from "./useRetrying.ts";
import { useReturn } from "./useSearchAddress.ts";

interface ResultsProps<Request extends object | string, Item> {
  readonly finder: Finder<Request, Item>;
  /** The same object as long as the same is wanted; undefined while nothing is. */
  readonly request: Request | undefined;
  /** What stands there when nothing is wanted, and when nothing was found. */
  readonly hint?: ReactNode;
  readonly none: ReactNode;
  /** What stands beside the words on how it goes. */
  readonly beside?: ReactNode;
  /** One result, an item of a list. */
  readonly children: (item: Item) => ReactNode;
}

/** What a finder finds, by pages, and what there is to say about it. */
export function Results<Request extends object | string, Item>(props: ResultsProps<Request, Item>) {
  const { finder, request, hint, none, beside, children } = props;
  const { found, progress } = useStore(finder.store);
  const list = useRef<HTMLUListElement>(null);
  const askedAt = useRef<number>(undefined);
  const asking = progress.state === "asking";
  const count = found?.items.length ?? 0;
  useSearching(finder, request);
  useRetrying(finder);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever types on has not asked for more
  useLayoutEffect(() => {
    askedAt.current = undefined;
  }, [request]);
  // Whoever asked for more goes on at the first of what came; without it, and without the button, at the last.
  useLayoutEffect(() => {
    if (askedAt.current === undefined || asking) return;
    const stops = list.current?.querySelectorAll<HTMLElement>("[data-stop]");
    const next = stops?.[askedAt.current] ?? (found?.next === undefined ? stops?.[count - 1] : undefined);
    askedAt.current = undefined;
    next?.focus();
  }, [asking, count, found]);
  const ask = (how: "more" | "retry") => {
    if (asking) return;
    askedAt.current = count;
    finder[how]();
  };

  return (
    <>
      <div className={styles["bar"]}>
        <ResultStatus finder={finder} none={none} />
        {request !== undefined && beside}
      </div>
      {request === undefined && hint}
      {found?.incomplete === true && (
        <p className={styles["note"]}>
          <FormattedMessage id="search.incomplete" />
        </p>
      )}
      {count > 0 && (
        <ul ref={list} className={styles["results"]} aria-busy={asking}>
          {found?.items.map(children)}
        </ul>
      )}
      {progress.state === "failed" && <SearchFailure failure={progress.failure} onRetry={() => ask("retry")} />}
      {found?.next !== undefined && progress.state !== "failed" && (
        // It keeps the focus while it is pressed in vain.
        <button
          type="button"
          className={controls["button"]}
          aria-disabled={asking}
          onClick={() => ask("more")}
          {...stop}
        >
          <FormattedMessage id="own.more" />
        </button>
      )}
    </>
  );
}

/** Searches for what is wanted. A layout effect, so that another search's results are not painted first. */
function useSearching<Request extends object | string, Item>(
  finder: Finder<Request, Item>,
  request: Request | undefined,
): void {
  const { left } = useReturn();
  const opened = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the way back counts when one arrives
  useLayoutEffect(() => {
    if (opened.current) finder.search(request);
    else finder.open(request, left !== undefined);
    opened.current = true;
  }, [finder, request]);
}
