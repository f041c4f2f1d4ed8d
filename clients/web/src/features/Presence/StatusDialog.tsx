import { type FormEvent, useId, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Link } from "wouter";
import { useClient, useMessenger } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import { Choice } from "../../ui/Choice.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { PersonStatus } from "../../wire/index.ts";
import styles from "./Presence.module.css";
import { formOf, type StatusForm, type StatusLength, statusOf } from "./status.model.ts";

/** What people often say, with one press. */
const presets: readonly (Omit<StatusForm, "text"> & { readonly text: MessageId })[] = [
  { emoji: "📅", text: "status.meeting", availability: "busy", length: "hour" },
  { emoji: "🎯", text: "status.focusing", availability: "do_not_disturb", length: "four" },
  { emoji: "🍜", text: "status.lunch", availability: "none", length: "hour" },
  { emoji: "🏠", text: "status.home", availability: "none", length: "today" },
  { emoji: "🤒", text: "status.sick", availability: "busy", length: "today" },
  { emoji: "🌴", text: "status.holiday", availability: "none", length: "open" },
];

/** For keyboards that have none. */
const emojis = [
  ...presets.map(({ emoji }) => emoji),
  "☕",
  "📞",
  "🚗",
  "✈️",
  "🏃",
  "🎧",
  "📝",
  "🧑‍💻",
  "🎉",
  "👶",
  "😴",
  "🙏",
];

interface StatusDialogProps {
  readonly held: PersonStatus | undefined;
  readonly onClose: () => void;
}

/** What the user says of himself, and for how long. */
export function StatusDialog({ held, onClose }: StatusDialogProps) {
  const intl = useIntl();
  const { api } = useClient();
  const { me, presence } = useMessenger();
  const { busy, failure, run } = useCommand();
  const emojisId = useId();
  const [form, setForm] = useState(() => formOf(held));
  const change = (part: Partial<StatusForm>) => setForm({ ...form, ...part });
  const say = (status: PersonStatus) =>
    void run(
      () => api.profile.setStatus(status),
      (said) => {
        presence.putStatus(me, said);
        onClose();
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    say(statusOf(form, new Date(), held?.until));
  };
  const words = (id: MessageId) => intl.formatMessage({ id });
  return (
    <Modal title={words("status.title")} onClose={onClose}>
      <form className={controls["stack"]} onSubmit={submit}>
        <div className={styles["presets"]}>
          {presets.map(({ text, ...preset }) => (
            <button
              key={text}
              type="button"
              className={controls["button"]}
              onClick={() => setForm({ ...preset, text: words(text) })}
            >
              <span aria-hidden="true">{preset.emoji}</span>
              <FormattedMessage id={text} />
            </button>
          ))}
        </div>
        <div className={styles["says"]}>
          <Field
            label={words("status.emoji")}
            maxLength={32}
            autoComplete="off"
            list={emojisId}
            value={form.emoji}
            onChange={(event) => change({ emoji: event.target.value })}
          />
          <Field
            label={words("status.text")}
            maxLength={100}
            autoComplete="off"
            value={form.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        </div>
        <datalist id={emojisId}>
          {emojis.map((emoji) => (
            <option key={emoji} value={emoji} />
          ))}
        </datalist>
        <Choice
          label={words("status.availability")}
          value={form.availability}
          options={{
            none: words("status.reachable"),
            busy: words("presence.busy"),
            do_not_disturb: words("presence.doNotDisturb"),
          }}
          onChange={(next) => change({ availability: next as StatusForm["availability"] })}
        />
        <Choice
          label={words("status.length")}
          value={form.length}
          options={{
            ...(held?.until === undefined
              ? {}
              : {
                  held: intl.formatMessage(
                    { id: "status.until" },
                    { time: intl.formatDate(held.until, { dateStyle: "short", timeStyle: "short" }) },
                  ),
                }),
            half: intl.formatNumber(30, { style: "unit", unit: "minute", unitDisplay: "long" }),
            hour: intl.formatNumber(1, { style: "unit", unit: "hour", unitDisplay: "long" }),
            four: intl.formatNumber(4, { style: "unit", unit: "hour", unitDisplay: "long" }),
            today: words("status.today"),
            week: words("status.week"),
            open: words("status.open"),
          }}
          onChange={(next) => change({ length: next as StatusLength })}
        />
        <FailureText failure={failure} />
        <div className={controls["actions"]}>
          <Link href="/settings/profile" className={styles["toProfile"] ?? ""} onClick={onClose}>
            <FormattedMessage id="profile.edit" />
          </Link>
          {held !== undefined && (
            <button type="button" className={controls["button"]} disabled={busy} onClick={() => say({})}>
              <FormattedMessage id="status.clear" />
            </button>
          )}
          <button type="submit" className={controls["primary"]} disabled={busy}>
            <FormattedMessage id="save" />
          </button>
        </div>
      </form>
    </Modal>
  );
}
