import { PinOff } from "lucide-react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useMessenger, useUser } from "../../client.ts";
import { FailureText } from "../../ui/FailureText.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message } from "../../wire/index.ts";
import { PersonAvatar } from "../Directory/PersonAvatar.tsx";
import { useWords } from "../Files/useWords.ts";
import { useVisit } from "../Messages/useVisit.ts";
import { permalink } from "../Messages/view.model.ts";
import rows from "./Entry.module.css";
import styles from "./Panel.module.css";
import { usePins } from "./usePins.ts";

/** The pinned messages of a conversation, the latest pin first. */
export function PinsList({ conversationId }: { readonly conversationId: string }) {
  const { pins, failure } = usePins(conversationId);
  const unpin = useCommand();
  return (
    <>
      <FailureText failure={pins === undefined ? failure : unpin.failure} />
      <p className={styles["quiet"]} role="status">
        {pins?.length === 0 && <FormattedMessage id="pins.none" />}
      </p>
      <ul className={styles["pins"]}>
        {pins?.map((pin) => (
          <PinEntry key={pin.seq} pin={pin} run={unpin.run} />
        ))}
      </ul>
    </>
  );
}

interface PinEntryProps {
  readonly pin: Message;
  readonly run: ReturnType<typeof useCommand>["run"];
}

function PinEntry({ pin, run }: PinEntryProps) {
  const intl = useIntl();
  const messenger = useMessenger();
  const visit = useVisit();
  const sender = useUser(pin.senderId);
  const text = useWords(pin);
  return (
    <li className={styles["pin"]}>
      <a
        className={styles["pinLink"]}
        href={permalink(pin.conversationId, pin.seq)}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          visit(pin);
        }}
      >
        <PersonAvatar userId={pin.senderId} />
        <span className={rows["entryText"]}>
          <span className={rows["line"]}>
            <bdi className={rows["entryTitle"]}>{sender?.displayName ?? "…"}</bdi>
            <time className={rows["when"]} dateTime={pin.postedAt}>
              <FormattedDate value={pin.postedAt} dateStyle="short" />
            </time>
          </span>
          <span className={styles["pinText"]} dir="auto">
            {text}
          </span>
        </span>
      </a>
      <IconButton
        icon={PinOff}
        size={18}
        label={intl.formatMessage({ id: "pins.unpin" }, { text })}
        onClick={() => void run(() => messenger.verbs.pin(pin, false))}
      />
    </li>
  );
}
