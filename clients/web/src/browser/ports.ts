import type { Chance, Clock, Locks, Surroundings, TabMessage, Tabs } from "../core/ports.ts";

export const clock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  frame: (run) => {
    // A hidden tab paints no frames, but must go on taking changes.
    if (document.visibilityState === "hidden") return clock.after(50, run);
    let cancelled = false;
    const once = () => {
      if (cancelled) return;
      cancel();
      run();
    };
    const frame = requestAnimationFrame(once);
    const timer = setTimeout(once, 250);
    const cancel = () => {
      cancelled = true;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
    return cancel;
  },
};

export const chance: Chance = {
  next: () => Math.random(),
  id: () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let time = Date.now();
    for (let index = 5; index >= 0; index--) {
      bytes[index] = time % 256;
      time = Math.floor(time / 256);
    }
    bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  },
};

/** Web Locks need a secure context. Without them each tab knows only itself, which is harmless: sends are idempotent. */
export const locks: Locks = {
  hold: (name, taken) => {
    const release = new AbortController();
    const held = () => {
      if (release.signal.aborted) return undefined;
      taken?.();
      return new Promise<void>((resolve) => release.signal.addEventListener("abort", () => resolve()));
    };
    if (navigator.locks === undefined) taken?.();
    else void navigator.locks.request(name, held).catch(() => undefined);
    return () => release.abort();
  },
  held: async () => {
    const state = await navigator.locks?.query();
    return new Set([...(state?.held ?? []), ...(state?.pending ?? [])].flatMap((lock) => lock.name ?? []));
  },
};

export function openTabs(): Tabs {
  const channel = new BroadcastChannel("messenger");
  return {
    tell: (message) => channel.postMessage(message),
    listen: (heard) => {
      const listener = (event: MessageEvent<TabMessage>) => heard(event.data);
      channel.addEventListener("message", listener);
      return () => channel.removeEventListener("message", listener);
    },
  };
}

let watched: Surroundings | undefined;

export function watchSurroundings(): Surroundings {
  watched ??= watch();
  return watched;
}

function watch(): Surroundings {
  let lastActed = Date.now();
  const acted = () => {
    lastActed = Date.now();
  };
  for (const event of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
    window.addEventListener(event, acted, { passive: true, capture: true });
  }
  return {
    online: () => navigator.onLine,
    visible: () => document.visibilityState === "visible",
    lastActed: () => lastActed,
    onReturn: (run) => {
      const shown = () => {
        if (document.visibilityState === "visible") run();
      };
      window.addEventListener("online", run);
      document.addEventListener("visibilitychange", shown);
      return () => {
        window.removeEventListener("online", run);
        document.removeEventListener("visibilitychange", shown);
      };
    },
    onLeave: (run) => {
      const hidden = () => {
        if (document.visibilityState === "hidden") run();
      };
      window.addEventListener("pagehide", run);
      document.addEventListener("visibilitychange", hidden);
      return () => {
        window.removeEventListener("pagehide", run);
        document.removeEventListener("visibilitychange", hidden);
      };
    },
  };
}
