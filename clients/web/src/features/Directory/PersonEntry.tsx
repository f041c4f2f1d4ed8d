import type { KeyboardEvent } from "react";
import { useMessenger } from "../../client.ts";
import { isImeKey } from "../../ui/imeKey.ts";
import type { PersonHit } from "../../wire/index.ts";
import { stop } from "../Search/resultKeys.ts";
import { PersonButton } from "./PersonButton.tsx";

interface PersonEntryProps {
  readonly hit: PersonHit;
  readonly isHead?: boolean;
  readonly onMessage: (userId: string) => void;
}

/** A colleague in a list: a press opens his card, Enter the conversation with him. */
export function PersonEntry({ hit, isHead = false, onMessage }: PersonEntryProps) {
  const { openProfile } = useMessenger();
  const { id } = hit.user;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || isImeKey(event.nativeEvent)) return;
    event.preventDefault();
    onMessage(id);
  };
  return (
    <li>
      <PersonButton
        hit={hit}
        isHead={isHead}
        showsPresence
        onClick={() => openProfile.open(id)}
        onKeyDown={onKeyDown}
        {...stop}
      />
    </li>
  );
}
