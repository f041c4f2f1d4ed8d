import { useIntl } from "react-intl";
import { durationOf } from "./duration.model.ts";

/** Says a number of seconds in words. */
export function useDuration(): (seconds: number) => string {
  const intl = useIntl();
  return (seconds) => {
    const { value, unit } = durationOf(seconds);
    return intl.formatNumber(value, { style: "unit", unit, unitDisplay: "long" });
  };
}
