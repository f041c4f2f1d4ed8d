import { type ReactNode, useState } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { Link } from "wouter";
import { useMessenger, useThings } from "../../client.ts";
import { removed } from "../../core/personal/items.ts";
import { messageOf } from "../../core/personal/things.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { failureText } from "../../ui/failure.ts";
import { oneLine } from "../../ui/oneLine.ts";
import { useCommand } from "../../ui/useCommand.ts";
import type { PersonalItem } from "../../wire/index.ts";
import { usePlainText } from "../Messages/Mention.tsx";
import { ConversationTitle, MessageEntry } from "./MessageEntry.tsx";
import { remindersOf, savedOf, scheduledOf } from "./own.model.ts";
import styles from "./Personal.module.css";

/** So many saved messages are shown at first, and with each press for more. */
const PAGE = 50;

/** What the user keeps: saved messages, messages to be sent later, reminders. */
export function OwnPage() {
  const { personal } = useMessenger();
  const { failure, run } = useCommand();
  const remove = (kind: PersonalItem["kind"], key: string) => void run(() => personal.put(removed(kind, key)));
  return (
    <div className={styles["page"]}>
      <h1 className={styles["heading"]}>
        <FormattedMessage id="own.title" />
      </h1>
      <FailureText failure={failure} />
      <Reminders onRemove={(key) => remove("reminder", key)} />
      <Scheduled onRemove={(key) => remove("scheduled", key)} />
      <Saved onRemove={(key) => remove("saved", key)} />
      <p>
        <Link href="/settings/notifications">
          <FormattedMessage id="own.quiet" />
        </Link>
      </p>
    </div>
  );
}

interface ListProps {
  readonly onRemove: (key: string) => void;
}

function Part({
  title,
  none,
  empty,
  children,
}: {
  readonly title: MessageId;
  readonly none: MessageId;
  readonly empty: boolean;
  readonly children: ReactNode;
}) {
  const intl = useIntl();
  return (
    <section aria-label={intl.formatMessage({ id: title })}>
      <h2>
        <FormattedMessage id={title} />
      </h2>
      {empty ? (
        <p className={styles["none"]}>
          <FormattedMessage id={none} />
        </p>
      ) : (
        <ul className={styles["entries"]}>{children}</ul>
      )}
    </section>
  );
}

function Reminders({ onRemove }: ListProps) {
  const reminders = remindersOf(useThings("reminder"));
  return (
    <Part title="own.reminders" none="own.noReminders" empty={reminders.length === 0}>
      {reminders.map(({ key, value }) => (
        <li key={key} className={styles["entry"]} data-due={value.due}>
          <span className={styles["when"]}>
            {value.due === true && (
              <strong>
                <FormattedMessage id="own.due" />{" "}
              </strong>
            )}
            <FormattedDate value={value.at} dateStyle="medium" timeStyle="short" />
          </span>
          <MessageEntry conversationId={value.conversationId} seq={value.seq} />
          <Remove words="own.removeReminder" onRemove={() => onRemove(key)} />
        </li>
      ))}
    </Part>
  );
}

function Scheduled({ onRemove }: ListProps) {
  const intl = useIntl();
  const scheduled = scheduledOf(useThings("scheduled"));
  return (
    <Part title="own.scheduled" none="own.noScheduled" empty={scheduled.length === 0}>
      {scheduled.map(({ key, value }) => (
        <li key={key} className={styles["entry"]}>
          <span className={styles["when"]}>
            <FormattedDate value={value.at} dateStyle="medium" timeStyle="short" />
          </span>
          <span className={styles["message"]}>
            <ConversationTitle conversationId={value.conversationId} />
            <Words text={value.text} />
            {value.refused !== undefined && (
              <span className={styles["refused"]} role="alert">
                <FormattedMessage
                  id="own.refused"
                  values={{ reason: intl.formatMessage({ id: failureText[value.refused] }) }}
                />
              </span>
            )}
          </span>
          <Remove words={value.refused === undefined ? "own.cancel" : "delete"} onRemove={() => onRemove(key)} />
        </li>
      ))}
    </Part>
  );
}

function Words({ text }: { readonly text: string }) {
  return <span dir="auto">{oneLine(usePlainText(text))}</span>;
}

function Saved({ onRemove }: ListProps) {
  const saved = savedOf(useThings("saved"));
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      <Part title="own.saved" none="own.noSaved" empty={saved.length === 0}>
        {saved.slice(0, shown).map(({ key }) => (
          <li key={key} className={styles["entry"]}>
            <MessageEntry {...messageOf(key)} />
            <Remove words="message.unsave" onRemove={() => onRemove(key)} />
          </li>
        ))}
      </Part>
      {saved.length > shown && (
        <button type="button" className={controls["button"]} onClick={() => setShown(shown + PAGE)}>
          <FormattedMessage id="own.more" />
        </button>
      )}
    </>
  );
}

function Remove({ words, onRemove }: { readonly words: MessageId; readonly onRemove: () => void }) {
  return (
    <button type="button" className={controls["button"]} onClick={onRemove}>
      <FormattedMessage id={words} />
    </button>
  );
}
