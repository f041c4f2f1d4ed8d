import { useCallback, useEffect, useState } from "react";
import { useMessenger } from "../../client.ts";
import type { Outcome } from "../../core/outcome.ts";
import { useCommand } from "../../ui/useCommand.ts";
import type { User, UserPage } from "../../wire/index.ts";

/** Users page by page. `load` is the same as long as the same are wanted. */
export function useUserPages(load: (after?: string) => Promise<Outcome<UserPage>>) {
  const { directory } = useMessenger();
  const { busy, failure, run } = useCommand();
  const [held, setHeld] = useState<UserPage>();
  const ask = useCallback(
    (after: string | undefined, isStale: () => boolean) =>
      void run(
        () => load(after),
        (page) => {
          if (isStale()) return;
          directory.put(page.users);
          setHeld((before) =>
            after === undefined ? page : { ...page, users: together(before?.users ?? [], page.users) },
          );
        },
      ),
    [directory, load, run],
  );
  useEffect(() => {
    let stale = false;
    setHeld(undefined);
    ask(undefined, () => stale);
    return () => {
      stale = true;
    };
  }, [ask]);
  const users = held?.users.filter((user) => user.deactivated !== true);
  const next = held?.next;
  return { users, busy, failure, more: next === undefined ? undefined : () => ask(next, () => false) };
}

function together(held: readonly User[], page: readonly User[]): readonly User[] {
  const ids = new Set(held.map(({ id }) => id));
  return [...held, ...page.filter(({ id }) => !ids.has(id))];
}
