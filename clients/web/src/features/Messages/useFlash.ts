import { useEffect, useState } from "react";
import type { Target } from "./view.model.ts";

/** How long the target of a jump is marked, in milliseconds. */
const FLASHES_FOR = 1_500;

/** The seq that is to be marked now. */
export function useFlash(target: Target | undefined): number | undefined {
  const [flashing, setFlashing] = useState<number>();
  useEffect(() => {
    if (target?.flash !== true) return;
    setFlashing(target.seq);
    const timer = setTimeout(() => setFlashing(undefined), FLASHES_FOR);
    return () => {
      clearTimeout(timer);
      setFlashing(undefined);
    };
  }, [target]);
  return flashing;
}
