import { useCallback, useState } from "react";
import type { Failure } from "../core/outbox/OutboxRow.ts";
import { type Outcome, Unknown } from "../core/outcome.ts";

export type CommandFailure = Failure | "unknown";

interface Command {
  readonly busy: boolean;
  readonly failure: CommandFailure | undefined;
  /** Runs one request at a time, and keeps why it was refused. */
  run<T>(request: () => Promise<Outcome<T>>, done?: (value: T) => void): Promise<void>;
}

/** A request that a form or a button makes: running, refused, or done. */
export function useCommand(): Command {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure>();
  const run = useCallback(async <T>(request: () => Promise<Outcome<T>>, done?: (value: T) => void) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const outcome = await request();
      if (outcome.ok) done?.(outcome.value);
      else setFailure(outcome.refusal.code);
    } catch (fault) {
      if (!(fault instanceof Unknown)) throw fault;
      setFailure("unknown");
    } finally {
      setBusy(false);
    }
  }, []);
  return { busy, failure, run };
}
