import { useCallback, useEffect, useState } from "react";
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
          setHeld((before) =>
            after === undefined ? page : { ...page, rows: [...(before?.rows ?? []), ...page.rows] },
          );
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
  return {
    rows: held?.rows,
    busy,
    failure,
    change,
    more: next === undefined || busy ? undefined : () => ask(next, () => false),
    hasMore: next !== undefined,
  };
}
