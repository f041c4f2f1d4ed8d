import { X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useMe } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import styles from "./Kinds.module.css";
import { emptyPoll, OPTION_LENGTH, OPTIONS_MAX, OPTIONS_MIN, type PollDraft, pollOf } from "./poll.model.ts";

/** Asks a question with answers to choose from. */
export function PollDialog({
  conversationId,
  onClose,
}: {
  readonly conversationId: string;
  readonly onClose: () => void;
}) {
  const intl = useIntl();
  const { messenger, signedIn } = useMe();
  const [draft, setDraft] = useState(emptyPoll);
  const change = (part: Partial<PollDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const poll = pollOf(draft, Date.now());
    if (poll === undefined) return;
    messenger.outbox.send(conversationId, draft.question.trim(), { poll });
    onClose();
  };
  const check = (id: "poll.multiple" | "poll.anonymous", name: "multiple" | "anonymous") => (
    <label className={controls["check"]}>
      <input type="checkbox" checked={draft[name]} onChange={(event) => change({ [name]: event.target.checked })} />
      <FormattedMessage id={id} />
    </label>
  );
  return (
    <Modal title={intl.formatMessage({ id: "poll.title" })} onClose={onClose}>
      <form className={controls["stack"]} onSubmit={submit}>
        <Field
          label={intl.formatMessage({ id: "poll.question" })}
          value={draft.question}
          maxLength={signedIn.limits.messageLength}
          onChange={(event) => change({ question: event.target.value })}
        />
        <OptionFields options={draft.options} onChange={(options) => change({ options })} />
        {check("poll.multiple", "multiple")}
        {check("poll.anonymous", "anonymous")}
        <Field
          label={intl.formatMessage({ id: "composer.closes" })}
          type="datetime-local"
          value={draft.closesAt}
          onChange={(event) => change({ closesAt: event.target.value })}
        />
        <div className={controls["actions"]}>
          <button type="submit" className={controls["primary"]} disabled={pollOf(draft, Date.now()) === undefined}>
            <FormattedMessage id="poll.create" />
          </button>
        </div>
      </form>
    </Modal>
  );
}

interface OptionFieldsProps {
  readonly options: readonly string[];
  readonly onChange: (options: readonly string[]) => void;
}

function OptionFields({ options, onChange }: OptionFieldsProps) {
  const intl = useIntl();
  return (
    <>
      {options.map((option, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an answer is known by its place
        <div key={index} className={styles["option"]}>
          <Field
            label={intl.formatMessage({ id: "poll.option" }, { number: index + 1 })}
            value={option}
            maxLength={OPTION_LENGTH}
            onChange={(event) => onChange(options.with(index, event.target.value))}
          />
          {options.length > OPTIONS_MIN && (
            <button
              type="button"
              className={controls["icon"]}
              aria-label={intl.formatMessage({ id: "poll.removeOption" }, { number: index + 1 })}
              onClick={() => onChange(options.filter((_, place) => place !== index))}
            >
              <X size={16} strokeWidth={1.75} />
            </button>
          )}
        </div>
      ))}
      {options.length < OPTIONS_MAX && (
        <div>
          <button type="button" className={controls["button"]} onClick={() => onChange([...options, ""])}>
            <FormattedMessage id="poll.add" />
          </button>
        </div>
      )}
    </>
  );
}
