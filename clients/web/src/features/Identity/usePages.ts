import { useCallback, useEffect, useRef, useState } from "react";
import type { Outcome } from "../../core/outcome.ts";
import { useCommand } from "../../ui/useCommand.ts";

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
}

/** Rows page by page. `load` is the same as long as the same are wanted; what it asks for waits until nobody types any more. */
export function usePages<Row>(load: (after?: string) => Promise<Outcome<Page<Row>>>) {
  const { busy, failure, run } = useCommand();
  const [held, setHeld] = useState<Page<Row>>();
  const ask = useCallback(
    (after: string | undefined, isStale: () => boolean) =>
      void run(
        () => load(after),
        (page) => {
          if (isStale()) return;
          // A page that was asked for twice is taken once.
          setHeld((before) => {
            if (after === undefined) return page;
            return before?.next === after ? { ...page, rows: [...before.rows, ...page.rows] } : before;
          });
        },
      ),
    [load, run],
  );
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => ask(undefined, () => stale), 200);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [ask]);
  const change = useCallback(
    (changed: (rows: readonly Row[]) => readonly Row[]) =>
      setHeld((before) => (before === undefined ? before : { ...before, rows: changed(before.rows) })),
    [],
  );
  const next = held?.next;
  const latest = useRef(next);
  useEffect(() => {
    latest.current = next;
  }, [next]);
  /** Asks for the page behind what is held; the same function all the time. */
  const more = useCallback(() => {
    if (latest.current !== undefined) ask(latest.current, () => false);
  }, [ask]);
  return { rows: held?.rows, busy, failure, change, more: next === undefined ? undefined : more };
}
