import { useEffect } from "react";

/** Does something now and again after so many milliseconds each, but only while the page can be seen. */
export function useWhileVisible(milliseconds: number, run: () => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const change = () => {
      clearInterval(timer);
      if (document.visibilityState === "hidden") return;
      run();
      timer = setInterval(run, milliseconds);
    };
    change();
    document.addEventListener("visibilitychange", change);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", change);
    };
  }, [milliseconds, run]);
}
