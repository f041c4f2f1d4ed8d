import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useLocation } from "wouter";
import { chance } from "../../browser/ports.ts";
import { useMessenger } from "../../client.ts";
import { Check } from "../../ui/Check.tsx";
import { Choice } from "../../ui/Choice.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ConversationHead, HistoryVisibility, Joining, Visibility } from "../../wire/index.ts";
import { MembersPicker } from "./MembersPicker.tsx";
import { type Chosen, knownCount, nobody } from "./members.model.ts";
import { PeoplePicker } from "./PeoplePicker.tsx";
import { useGroupWords } from "./useGroupWords.ts";

interface NewConversationProps {
  /** What is wanted, where that is known. */
  readonly kind?: "group" | "channel";
  readonly onClose: () => void;
}

/** A conversation with one colleague, or a group. */
export function NewConversation({ kind, onClose }: NewConversationProps) {
  const intl = useIntl();
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const { busy, failure, run } = useCommand();
  const [group, setGroup] = useState(kind !== undefined);
  const [id] = useState(() => chance.id());
  const [title, setTitle] = useState("");
  const [history, setHistory] = useState<HistoryVisibility>("all");
  const words = useGroupWords();
  const [visibility, setVisibility] = useState<Visibility>(kind === "channel" ? "public" : "private");
  const [joining, setJoining] = useState<Joining>("open");
  const [members, setMembers] = useState<Chosen>(nobody);

  const opened = (head: ConversationHead) => {
    onClose();
    navigate(`/c/${head.conversation.id}`);
  };
  const create = () =>
    messenger.groups.start({
      id,
      title: title.trim(),
      memberIds: members.userIds,
      departmentIds: members.departmentIds,
      history,
      visibility,
      ...(visibility === "public" ? { joining } : {}),
    });
  return (
    <Modal title={intl.formatMessage({ id: "conversations.new" })} onClose={onClose}>
      <Check checked={group} onChange={setGroup}>
        <FormattedMessage id="group.new" />
      </Check>
      {group && (
        <>
          <Field
            label={intl.formatMessage({ id: "group.title" })}
            value={title}
            maxLength={100}
            onChange={(event) => setTitle(event.target.value)}
          />
          <Check checked={history === "all"} onChange={(all) => setHistory(all ? "all" : "from_joining")}>
            <FormattedMessage id="group.historyAll" />
          </Check>
          <Choice
            label={intl.formatMessage({ id: "group.visibility" })}
            value={visibility}
            options={words.visibility}
            onChange={(next) => setVisibility(next as Visibility)}
          />
          {visibility === "public" && (
            <Choice
              label={intl.formatMessage({ id: "group.joining" })}
              value={joining}
              options={words.joining}
              onChange={(next) => setJoining(next as Joining)}
            />
          )}
        </>
      )}
      {group ? (
        <MembersPicker chosen={members} hidden={new Set([messenger.me])} onChange={setMembers} />
      ) : (
        <PeoplePicker onPick={(user) => void run(() => messenger.startDirect(user.id), opened)} />
      )}
      <FailureText failure={failure} />
      {group && (
        <div className={controls["actions"]}>
          <button
            type="button"
            className={controls["primary"]}
            disabled={busy || title.trim() === ""}
            onClick={() => void run(create, opened)}
          >
            <FormattedMessage id="group.create" values={{ count: knownCount(members) }} />
          </button>
        </div>
      )}
    </Modal>
  );
}
