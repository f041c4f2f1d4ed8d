import { useIntl } from "react-intl";
import { sizeInWords } from "../Files/files.model.ts";
import type { Fact } from "./system.model.ts";

const spans = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** Says a fact in words. */
export function useFactWords(): (fact: Fact) => string {
  const intl = useIntl();
  const size = (bytes: number) => sizeInWords(bytes, intl.locale);
  const share = (value: string, most: string) => intl.formatMessage({ id: "system.ofMost" }, { value, most });
  const time = (seconds: number) => {
    const [unit, length] = spans.find(([, least]) => seconds >= least) ?? (["second", 1] as const);
    return intl.formatNumber(Math.floor(seconds / length), { style: "unit", unit, unitDisplay: "long" });
  };
  return (fact) => {
    switch (fact.unit) {
      case "count":
        return intl.formatNumber(fact.value);
      case "bytes":
        return size(fact.value);
      case "seconds":
        return time(fact.value);
      case "milliseconds":
        return intl.formatMessage({ id: "system.milliseconds" }, { value: fact.value });
      case "share":
        return share(intl.formatNumber(fact.value), intl.formatNumber(fact.most));
      case "sharedBytes":
        return share(size(fact.value), size(fact.most));
      case "waiting":
        return intl.formatMessage({ id: "system.oldest" }, { count: fact.value, time: time(fact.seconds) });
      case "words":
        return intl.formatMessage({ id: fact.value });
      case "text":
        return fact.value;
      case "migrations":
        return intl.formatMessage({ id: "system.migrationsDone" }, { applied: fact.applied, pending: fact.pending });
      default:
        return fact satisfies never;
    }
  };
}
