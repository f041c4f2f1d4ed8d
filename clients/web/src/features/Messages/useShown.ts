import { useCallback } from "react";
import { useIntl } from "react-intl";
import { useMessenger } from "../../client.ts";
import { mentionWords } from "./mentionWords.ts";
import { fromWire, type Written } from "./written.model.ts";

/** Shows a text that has travelled as the field does: with the names that people have now. */
export function useShown(): (wire: string) => Written {
  const intl = useIntl();
  const { directory } = useMessenger();
  return useCallback(
    (wire) => {
      const { everyone, name } = mentionWords(intl, directory.store.getState().users);
      return fromWire(wire, (target) =>
        target === "all" || target === "here" ? everyone(target) : `@${name(target)}`,
      );
    },
    [intl, directory],
  );
}
