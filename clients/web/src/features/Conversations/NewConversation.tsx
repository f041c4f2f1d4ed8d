import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useLocation } from "wouter";
import { chance } from "../../browser/ports.ts";
import { useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ConversationHead, HistoryVisibility } from "../../wire/index.ts";
import { PeoplePicker } from "./PeoplePicker.tsx";

/** A conversation with one colleague, or a group. */
export function NewConversation({ onClose }: { readonly onClose: () => void }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const { busy, failure, run } = useCommand();
  const [group, setGroup] = useState(false);
  const [id] = useState(() => chance.id());
  const [title, setTitle] = useState("");
  const [history, setHistory] = useState<HistoryVisibility>("all");
  const [members, setMembers] = useState<readonly string[]>([]);

  const opened = (head: ConversationHead) => {
    onClose();
    navigate(`/c/${head.conversation.id}`);
  };
  const pick = (userId: string) => {
    if (!group) void run(() => messenger.startDirect(userId), opened);
    else setMembers(members.includes(userId) ? members.filter((held) => held !== userId) : [...members, userId]);
  };
  return (
    <Modal title={intl.formatMessage({ id: "conversations.new" })} onClose={onClose}>
      <label className={controls["check"]}>
        <input type="checkbox" checked={group} onChange={(event) => setGroup(event.target.checked)} />
        <FormattedMessage id="group.new" />
      </label>
      {group && (
        <>
          <Field
            label={intl.formatMessage({ id: "group.title" })}
            value={title}
            maxLength={100}
            onChange={(event) => setTitle(event.target.value)}
          />
          <label className={controls["check"]}>
            <input
              type="checkbox"
              checked={history === "all"}
              onChange={(event) => setHistory(event.target.checked ? "all" : "from_joining")}
            />
            <FormattedMessage id="group.historyAll" />
          </label>
        </>
      )}
      <PeoplePicker
        hidden={new Set(group ? [messenger.me] : [])}
        onPick={(user) => pick(user.id)}
        {...(group ? { chosen: members } : {})}
      />
      <FailureText failure={failure} />
      {group && (
        <div className={controls["actions"]}>
          <button
            type="button"
            className={controls["primary"]}
            disabled={busy || title.trim() === ""}
            onClick={() =>
              void run(() => messenger.groups.start({ id, title: title.trim(), memberIds: members, history }), opened)
            }
          >
            <FormattedMessage id="group.create" values={{ count: members.length }} />
          </button>
        </div>
      )}
    </Modal>
  );
}
