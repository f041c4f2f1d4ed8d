import { useLayoutEffect, useReducer, useRef } from "react";
import type { Message } from "../../wire/index.ts";
import { type ListStep, nextStep, type Row } from "./rows.model.ts";

/** What the virtual list is given now; a second step follows within the same frame where one is needed. */
export function useListSteps(run: readonly Message[], rows: readonly Row[]): ListStep {
  const shown = useRef<ListStep>(undefined);
  const [, again] = useReducer((count: number) => count + 1, 0);
  const step = nextStep(shown.current, run, rows);
  useLayoutEffect(() => {
    shown.current = step;
    if (step.rows.length < rows.length) again();
  });
  return step;
}
