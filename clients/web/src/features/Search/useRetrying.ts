import { useEffect } from "react";
import type { Finder } from "../../core/search/Finder.ts";
import { useConnected } from "./useConnected.ts";

/** What failed for want of a connection is tried again when there is one. */
export function useRetrying<Request extends object | string, Item>(finder: Finder<Request, Item>): void {
  const connected = useConnected();
  useEffect(() => {
    const { progress } = finder.store.getState();
    if (connected && progress.state === "failed" && progress.failure === "unknown") finder.retry();
  }, [finder, connected]);
}
