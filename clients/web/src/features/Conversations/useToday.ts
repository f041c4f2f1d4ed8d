import { useEffect, useState } from "react";
import { dayAfter } from "./when.model.ts";

/** The first moment of the present day; another one from midnight on. */
export function useToday(): number {
  const [today, setToday] = useState(() => dayAfter(Date.now(), 0));
  useEffect(() => {
    const timer = setTimeout(() => setToday(dayAfter(Date.now(), 0)), dayAfter(today, 1) - Date.now());
    return () => clearTimeout(timer);
  }, [today]);
  return today;
}
