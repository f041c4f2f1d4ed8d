import { useCallback } from "react";
import { useIntl } from "react-intl";
import { useMessenger } from "../../client.ts";
import { fromWire, type Written } from "./written.model.ts";

/** Shows a text that has travelled as the field does: with the names that people have now. */
export function useShown(): (wire: string) => Written {
  const intl = useIntl();
  const { directory } = useMessenger();
  return useCallback(
    (wire) =>
      fromWire(wire, (target) => {
        if (target === "all" || target === "here") {
          return intl.formatMessage({ id: target === "all" ? "message.mentionAll" : "message.mentionHere" });
        }
        return `@${directory.store.getState().users.get(target)?.displayName ?? "…"}`;
      }),
    [intl, directory],
  );
}
