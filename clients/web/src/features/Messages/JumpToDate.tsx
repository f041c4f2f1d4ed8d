import { type FormEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useLocation } from "wouter";
import { useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import { dayField, startOfDay } from "./day.model.ts";
import { permalink } from "./view.model.ts";

interface JumpToDateProps {
  readonly conversationId: string;
  /** The day that one was at, in milliseconds. */
  readonly day: number;
  readonly onClose: () => void;
}

/** Asks for a day, and goes to its first message, or to the first one after it. */
export function JumpToDate({ conversationId, day, onClose }: JumpToDateProps) {
  const intl = useIntl();
  const { history } = useMessenger();
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState(() => dayField(new Date(day)));
  const { busy, failure, run } = useCommand();
  const time = startOfDay(chosen);
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (time === undefined) return;
    void run(
      () => history.seqAt(conversationId, time),
      (seq) => {
        onClose();
        // A state of its own makes a second visit of the same place a visit.
        if (seq !== undefined) navigate(permalink(conversationId, seq), { state: { visit: time } });
      },
    );
  };
  return (
    <Modal title={intl.formatMessage({ id: "log.jump" })} onClose={onClose}>
      <form className={controls["stack"]} onSubmit={go}>
        <Field
          label={intl.formatMessage({ id: "log.day" })}
          type="date"
          required
          max={dayField(new Date())}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        />
        <FailureText failure={failure} />
        <div className={controls["actions"]}>
          <button type="submit" className={controls["primary"]} disabled={busy || time === undefined}>
            <FormattedMessage id="log.go" />
          </button>
        </div>
      </form>
    </Modal>
  );
}
