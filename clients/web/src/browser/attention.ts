import type { Attention } from "../core/notifications/Notice.ts";

export const attention: Attention = {
  attentive: () => document.visibilityState === "visible" && document.hasFocus(),
  onChange: (run) => {
    const off = new AbortController();
    for (const event of ["focus", "blur"]) window.addEventListener(event, run, { signal: off.signal });
    document.addEventListener("visibilitychange", run, { signal: off.signal });
    return () => off.abort();
  },
};
