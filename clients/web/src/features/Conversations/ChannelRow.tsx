import { type FormEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Link, useLocation } from "wouter";
import { useHead, useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Channel } from "../../wire/index.ts";
import { ConversationAvatar } from "./ConversationAvatar.tsx";
import rows from "./Entry.module.css";
import styles from "./Groups.module.css";
import { NOTE_LENGTH, standingIn } from "./joining.model.ts";

interface ChannelRowProps {
  readonly channel: Channel;
  /** The user has asked to join, and waits. */
  readonly onAsked: () => void;
  /** The user goes to the group. */
  readonly onOpened: () => void;
}

/** A public group, with the way into it. */
export function ChannelRow({ channel, onAsked, onOpened }: ChannelRowProps) {
  const intl = useIntl();
  const { groups } = useMessenger();
  const [, navigate] = useLocation();
  const { busy, failure, run } = useCommand();
  const [asking, setAsking] = useState(false);
  const { conversation } = channel;
  const title = conversation.title ?? "…";
  // Whoever has asked may be let in meanwhile.
  const isHeld = useHead(conversation.id) !== undefined;
  const standing = isHeld ? "member" : standingIn(channel);
  const join = (note: string) =>
    void run(
      () => groups.join(conversation.id, note),
      ({ joined }) => {
        setAsking(false);
        if (!joined) return onAsked();
        onOpened();
        navigate(`/c/${conversation.id}`);
      },
    );
  const button = (id: "channels.join" | "channels.ask", action: () => void) => (
    <button
      type="button"
      className={controls["button"]}
      aria-label={intl.formatMessage({ id: "channels.action" }, { action: intl.formatMessage({ id }), title })}
      disabled={busy}
      onClick={action}
    >
      <FormattedMessage id={id} />
    </button>
  );
  return (
    <li className={styles["channel"]}>
      <ConversationAvatar conversation={conversation} title={title} />
      <span className={rows["entryText"]}>
        <bdi className={rows["entryTitle"]}>{title}</bdi>
        {conversation.description !== undefined && (
          <span className={rows["preview"]} dir="auto" title={conversation.description}>
            {conversation.description}
          </span>
        )}
        <span className={rows["subtitle"]}>
          <FormattedMessage id="group.members" values={{ count: conversation.memberCount }} />
          {standing === "member" && <span> · {intl.formatMessage({ id: "channels.member" })}</span>}
        </span>
      </span>
      {standing === "member" && (
        <Link className={controls["button"]} href={`/c/${conversation.id}`} onClick={onOpened}>
          <FormattedMessage id="channels.open" />
        </Link>
      )}
      {standing === "asked" && (
        <span className={styles["quiet"]} role="status">
          <FormattedMessage id="channels.asked" />
        </span>
      )}
      {standing === "invited" && (
        <span className={styles["quiet"]}>
          <FormattedMessage id="channels.invited" />
        </span>
      )}
      {standing === "open" && button("channels.join", () => join(""))}
      {standing === "approval" && !asking && button("channels.ask", () => setAsking(true))}
      {asking && <AskForm busy={busy} onAsk={join} />}
      <FailureText failure={failure} />
    </li>
  );
}

interface AskFormProps {
  readonly busy: boolean;
  readonly onAsk: (note: string) => void;
}

/** What the administrators read with a request. */
export function AskForm({ busy, onAsk }: AskFormProps) {
  const intl = useIntl();
  const [note, setNote] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk(note.trim());
  };
  return (
    <form className={styles["ask"]} onSubmit={submit}>
      <Field
        label={intl.formatMessage({ id: "channels.note" })}
        value={note}
        maxLength={NOTE_LENGTH}
        autoFocus
        onChange={(event) => setNote(event.target.value)}
      />
      <button type="submit" className={controls["primary"]} disabled={busy}>
        <FormattedMessage id="channels.send" />
      </button>
    </form>
  );
}
