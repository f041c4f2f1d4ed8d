import { type FormEvent, useState } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useMessenger, useUser } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Announcement, Conversation } from "../../wire/index.ts";
import rows from "./Entry.module.css";
import styles from "./Groups.module.css";
import {
  type AboutForm,
  ANNOUNCEMENT_LENGTH,
  aboutOf,
  changeIn,
  DESCRIPTION_LENGTH,
  TITLE_LENGTH,
} from "./group.model.ts";

interface GroupAboutProps {
  readonly conversation: Conversation;
  /** The user may change it. */
  readonly changes: boolean;
}

/** Title, description and announcement of a group: to read, or to change. */
export function GroupAbout({ conversation, changes }: GroupAboutProps) {
  if (changes) return <Form conversation={conversation} />;
  const { title, description, announcement } = conversation;
  return (
    <>
      <h3 className={styles["groupTitle"]} dir="auto">
        {title}
      </h3>
      {description !== undefined && <Part id="group.description" text={description} />}
      {announcement !== undefined && (
        <Part id="group.announcement" text={announcement.text}>
          <Author announcement={announcement} />
        </Part>
      )}
    </>
  );
}

interface PartProps {
  readonly id: "group.description" | "group.announcement";
  readonly text: string;
  readonly children?: React.ReactNode;
}

function Part({ id, text, children }: PartProps) {
  return (
    <div>
      <h4 className={controls["label"]}>
        <FormattedMessage id={id} />
      </h4>
      <p className={styles["groupText"]} dir="auto">
        {text}
      </p>
      {children}
    </div>
  );
}

function Author({ announcement }: { readonly announcement: Announcement }) {
  const author = useUser(announcement.userId);
  return (
    <p className={rows["subtitle"]}>
      <FormattedMessage
        id="message.label"
        values={{
          name: author?.displayName ?? "…",
          time: <FormattedDate value={announcement.at} dateStyle="medium" timeStyle="short" />,
        }}
      />
    </p>
  );
}

function Form({ conversation }: { readonly conversation: Conversation }) {
  const intl = useIntl();
  const { groups } = useMessenger();
  const { busy, failure, run } = useCommand();
  const held = aboutOf(conversation);
  const [form, setForm] = useState(held);
  // What somebody else has changed replaces the form.
  const now = Object.values(held).join("\n");
  const [shown, setShown] = useState(now);
  if (shown !== now) {
    setShown(now);
    setForm(held);
  }
  const trimmed: AboutForm = { ...form, title: form.title.trim() };
  const change = changeIn(held, trimmed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change !== undefined) void run(() => groups.update(conversation.id, change));
  };
  return (
    <form className={controls["stack"]} onSubmit={submit}>
      <Field
        label={intl.formatMessage({ id: "group.title" })}
        value={form.title}
        maxLength={TITLE_LENGTH}
        onChange={(event) => setForm({ ...form, title: event.target.value })}
      />
      <TextArea
        label={intl.formatMessage({ id: "group.description" })}
        value={form.description}
        maxLength={DESCRIPTION_LENGTH}
        onChange={(event) => setForm({ ...form, description: event.target.value })}
      />
      <TextArea
        label={intl.formatMessage({ id: "group.announcement" })}
        value={form.announcement}
        maxLength={ANNOUNCEMENT_LENGTH}
        onChange={(event) => setForm({ ...form, announcement: event.target.value })}
      />
      {conversation.announcement !== undefined && <Author announcement={conversation.announcement} />}
      <FailureText failure={failure} />
      <div>
        <button
          type="submit"
          className={controls["button"]}
          disabled={busy || trimmed.title === "" || change === undefined}
        >
          <FormattedMessage id="save" />
        </button>
      </div>
    </form>
  );
}
