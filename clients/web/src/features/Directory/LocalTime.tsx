import { useEffect, useState } from "react";
import { FormattedMessage, FormattedTime } from "react-intl";
import { isZone } from "./people.model.ts";

/** What somebody's clock shows now. */
export function LocalTime({ zone }: { readonly zone: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  if (!isZone(zone)) return zone;
  return (
    <FormattedMessage
      id="profile.timeIn"
      values={{ time: <FormattedTime value={now} timeZone={zone} weekday="short" hourCycle="h23" />, zone }}
    />
  );
}
