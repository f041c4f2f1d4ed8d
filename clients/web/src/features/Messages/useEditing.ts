import { useEffect, useRef } from "react";
import { useMessenger } from "../../client.ts";
import type { Composed } from "../../core/compose/Composing.ts";
import { keyOfPlace, type WritingPlace } from "../../core/drafts/place.ts";

/** While a message is edited its text is in the field; what was being written comes back afterwards. */
export function useEditing(place: WritingPlace, composed: Composed | undefined, show: (wire: string) => void): void {
  const { drafts } = useMessenger();
  const key = keyOfPlace(place);
  const edited = composed?.kind === "edit" ? composed.message : undefined;
  const shown = useRef<typeof edited>(undefined);
  useEffect(() => {
    if (edited === shown.current) return;
    shown.current = edited;
    show(edited === undefined ? drafts.textOf(key) : (edited.text ?? ""));
  }, [edited, drafts, key, show]);
}
