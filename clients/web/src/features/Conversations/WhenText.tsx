import { FormattedDate, FormattedMessage, FormattedTime } from "react-intl";
import rows from "./Entry.module.css";
import { whenOf } from "./when.model.ts";

interface WhenTextProps {
  readonly at: string;
  /** A moment of the present day: only another day changes the words. */
  readonly today: number;
}

/** When something happened, in few words. */
export function WhenText({ at, today }: WhenTextProps) {
  const words = () => {
    const when = whenOf(Date.parse(at), today);
    switch (when) {
      case "time":
        return <FormattedTime value={at} hourCycle="h23" />;
      case "yesterday":
        return <FormattedMessage id="conversations.yesterday" />;
      case "weekday":
        return <FormattedDate value={at} weekday="short" />;
      case "day":
        return <FormattedDate value={at} month="numeric" day="numeric" />;
      case "date":
        return <FormattedDate value={at} dateStyle="short" />;
      default:
        return when satisfies never;
    }
  };
  return (
    <time className={rows["when"]} dateTime={at}>
      {words()}
    </time>
  );
}
