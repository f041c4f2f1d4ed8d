import { moveRegion } from "./regions.ts";
import { useShortcut } from "./useShortcut.ts";

/** F6 and Shift+F6 go through the parts of the page. */
export function useRegionKeys(): void {
  useShortcut("nextRegion", () => moveRegion(1));
  useShortcut("previousRegion", () => moveRegion(-1));
}
