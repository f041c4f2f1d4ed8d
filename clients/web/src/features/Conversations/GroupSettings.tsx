import { type FormEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useMessenger } from "../../client.ts";
import { Check } from "../../ui/Check.tsx";
import { Choice } from "../../ui/Choice.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Conversation, Joining, MemberRole, Visibility } from "../../wire/index.ts";
import { useDuration } from "../Messages/useDuration.ts";
import { changeIn, type SettingsForm, settingsOf, slowModes } from "./group.model.ts";
import { useGroupWords } from "./useGroupWords.ts";

interface GroupSettingsProps {
  readonly conversation: Conversation;
  readonly onClose: () => void;
}

/** Who may do what in a group, who finds it, and whether it still lives. */
export function GroupSettings({ conversation, onClose }: GroupSettingsProps) {
  const intl = useIntl();
  const { groups } = useMessenger();
  const { busy, failure, run } = useCommand();
  const { id, archivedAt } = conversation;
  const update = (change: Parameters<typeof groups.update>[1]) => void run(() => groups.update(id, change), onClose);
  return (
    <Modal title={intl.formatMessage({ id: "group.settings" })} onClose={onClose}>
      {archivedAt === undefined ? (
        <>
          <Form conversation={conversation} busy={busy} onSave={update} />
          <div>
            <button
              type="button"
              className={controls["danger"]}
              disabled={busy}
              onClick={() => update({ archived: true })}
            >
              <FormattedMessage id="group.archive" />
            </button>
          </div>
        </>
      ) : (
        <>
          <p>
            <FormattedMessage id="group.archived" />
          </p>
          <div>
            <button
              type="button"
              className={controls["button"]}
              disabled={busy}
              onClick={() => update({ archived: false })}
            >
              <FormattedMessage id="group.restore" />
            </button>
          </div>
        </>
      )}
      <FailureText failure={failure} />
    </Modal>
  );
}

interface FormProps {
  readonly conversation: Conversation;
  readonly busy: boolean;
  readonly onSave: (change: NonNullable<ReturnType<typeof changeIn>>) => void;
}

function Form({ conversation, busy, onSave }: FormProps) {
  const intl = useIntl();
  const words = useGroupWords();
  const inWords = useDuration();
  const [held] = useState(() => settingsOf(conversation));
  const [form, setForm] = useState(held);
  const put = (part: Partial<SettingsForm>) => setForm({ ...form, ...part });
  const wanted = changeIn(held, form);
  const least = (administrators: boolean): MemberRole => (administrators ? "administrator" : "member");
  const pauses = slowModes(held.slowModeSeconds).map((seconds) => [
    seconds,
    seconds === 0 ? intl.formatMessage({ id: "settings.off" }) : inWords(seconds),
  ]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== undefined) onSave(wanted);
  };
  return (
    <form className={controls["stack"]} onSubmit={submit}>
      <Check checked={form.history === "all"} onChange={(all) => put({ history: all ? "all" : "from_joining" })}>
        <FormattedMessage id="group.historyAll" />
      </Check>
      <Check checked={form.posting === "administrator"} onChange={(on) => put({ posting: least(on) })}>
        <FormattedMessage id="group.adminsPost" />
      </Check>
      <Check
        checked={form.mentioningEveryone === "administrator"}
        onChange={(on) => put({ mentioningEveryone: least(on) })}
      >
        <FormattedMessage id="group.adminsMention" />
      </Check>
      <Choice
        label={intl.formatMessage({ id: "group.slowMode" })}
        value={String(form.slowModeSeconds)}
        options={Object.fromEntries(pauses)}
        onChange={(seconds) => put({ slowModeSeconds: Number(seconds) })}
      />
      <Choice
        label={intl.formatMessage({ id: "group.visibility" })}
        value={form.visibility}
        options={words.visibility}
        onChange={(visibility) => put({ visibility: visibility as Visibility })}
      />
      {form.visibility === "public" && (
        <Choice
          label={intl.formatMessage({ id: "group.joining" })}
          value={form.joining}
          options={words.joining}
          onChange={(joining) => put({ joining: joining as Joining })}
        />
      )}
      <div className={controls["actions"]}>
        <button type="submit" className={controls["primary"]} disabled={busy || wanted === undefined}>
          <FormattedMessage id="save" />
        </button>
      </div>
    </form>
  );
}
