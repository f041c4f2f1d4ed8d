import { type FormEvent, useId, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { chance } from "../../browser/ports.ts";
import { useMe } from "../../client.ts";
import type { Placement } from "../../core/outbox/OutboxRow.ts";
import { scheduledItem } from "../../core/personal/items.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import { useShown } from "./useShown.ts";
import { edited, toWire } from "./written.model.ts";

interface ScheduleDialogProps {
  readonly conversationId: string;
  /** As it travels. */
  readonly text: string;
  /** Files that are attached: the server keeps texts alone until their time. */
  readonly fileCount: number;
  readonly placement: Placement;
  /** The server has it. */
  readonly onScheduled: () => void;
  readonly onClose: () => void;
}

/** Has a message posted at a time. The dialog stays until the server has it: nothing is lost without a connection. */
export function ScheduleDialog({
  conversationId,
  text,
  fileCount,
  placement,
  onScheduled,
  onClose,
}: ScheduleDialogProps) {
  const intl = useIntl();
  const { messenger, signedIn } = useMe();
  const field = useId();
  const [id] = useState(() => chance.id());
  const shown = useShown();
  const [written, setWritten] = useState(() => shown(text));
  const words = toWire(written);
  const [at, setAt] = useState("");
  const { busy, failure, run } = useCommand();
  const time = new Date(at).getTime();
  const ready = words.trim() !== "" && words.length <= signedIn.limits.messageLength && time > Date.now();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const scheduled = { ...placement, conversationId, text: words, at: new Date(time).toISOString() };
    void run(() => messenger.personal.confirm(scheduledItem(id, scheduled)), onScheduled);
  };
  return (
    <Modal title={intl.formatMessage({ id: "schedule.title" })} onClose={onClose}>
      <form className={controls["stack"]} onSubmit={submit}>
        <div className={controls["field"]}>
          <label className={controls["label"]} htmlFor={field}>
            <FormattedMessage id="schedule.text" />
          </label>
          <textarea
            id={field}
            className={controls["input"]}
            dir="auto"
            rows={4}
            value={written.text}
            onChange={({ target }) => setWritten(edited(written, target.value, target.selectionStart))}
          />
        </div>
        <Field
          label={intl.formatMessage({ id: "schedule.at" })}
          type="datetime-local"
          value={at}
          onChange={(event) => setAt(event.target.value)}
        />
        {fileCount > 0 && (
          <p>
            <FormattedMessage id="schedule.noFiles" />
          </p>
        )}
        <FailureText failure={failure} />
        <div className={controls["actions"]}>
          <button type="submit" className={controls["primary"]} disabled={busy || !ready}>
            <FormattedMessage id="schedule.submit" />
          </button>
        </div>
      </form>
    </Modal>
  );
}
