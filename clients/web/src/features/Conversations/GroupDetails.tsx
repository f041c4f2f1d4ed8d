import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { useMessenger, usePresence, useUser } from "../../client.ts";
import { present } from "../../core/conversations/members.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ConversationHead, Member, MemberRole } from "../../wire/index.ts";
import { roleWords } from "../Messages/SystemText.tsx";
import styles from "./Conversations.module.css";
import { PeoplePicker } from "./PeoplePicker.tsx";

/** A group's title, description and members, and what the user may do with them. */
export function GroupDetails({ head, onClose }: { readonly head: ConversationHead; readonly onClose: () => void }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const { conversation, role } = head;
  const members = present(useStore(messenger.conversations.store, (state) => state.members.get(conversation.id)));
  const [adding, setAdding] = useState(false);
  const [title, setTitle] = useState(conversation.title ?? "");
  const [description, setDescription] = useState(conversation.description ?? "");
  const { busy, failure, run } = useCommand();
  const manages = role !== "member";
  const ids = members.map((member) => member.userId).join(",");

  useEffect(() => void messenger.loadMembers(conversation.id), [messenger, conversation.id]);
  useEffect(() => (ids === "" ? undefined : messenger.presence.show(ids.split(","))), [messenger, ids]);

  return (
    <section className={styles["details"]} aria-label={intl.formatMessage({ id: "group.details" })}>
      <header className={styles["paneHead"]}>
        <h2 className={styles["paneTitle"]}>
          <FormattedMessage id="group.details" />
        </h2>
        <button
          type="button"
          className={controls["icon"]}
          aria-label={intl.formatMessage({ id: "close" })}
          onClick={onClose}
        >
          <X size={18} strokeWidth={1.75} />
        </button>
      </header>
      <div className={styles["detailsBody"]}>
        <Field
          label={intl.formatMessage({ id: "group.title" })}
          value={title}
          maxLength={100}
          readOnly={!manages}
          onChange={(event) => setTitle(event.target.value)}
        />
        <Field
          label={intl.formatMessage({ id: "group.description" })}
          value={description}
          maxLength={1000}
          readOnly={!manages}
          onChange={(event) => setDescription(event.target.value)}
        />
        {manages && (
          <div className={controls["actions"]}>
            <button
              type="button"
              className={controls["button"]}
              disabled={busy || title.trim() === ""}
              onClick={() =>
                void run(() => messenger.updateGroup(conversation.id, { title: title.trim(), description }))
              }
            >
              <FormattedMessage id="save" />
            </button>
            <button type="button" className={controls["button"]} onClick={() => setAdding(true)}>
              <FormattedMessage id="group.add" />
            </button>
          </div>
        )}
        <FailureText failure={failure} />
        <ul className={styles["members"]}>
          {members.map((member) => (
            <MemberRow key={member.userId} member={member} head={head} run={run} />
          ))}
        </ul>
        {role !== "owner" && (
          <button
            type="button"
            className={controls["danger"]}
            disabled={busy}
            onClick={() =>
              void run(
                () => messenger.removeMember(conversation.id, messenger.me),
                () => navigate("/"),
              )
            }
          >
            <FormattedMessage id="group.leave" />
          </button>
        )}
      </div>
      {adding && (
        <Modal title={intl.formatMessage({ id: "group.add" })} onClose={() => setAdding(false)}>
          <PeoplePicker
            hidden={new Set(members.map((member) => member.userId))}
            onPick={(user) =>
              void run(
                () => messenger.addMembers(conversation.id, [user.id]),
                () => setAdding(false),
              )
            }
          />
        </Modal>
      )}
    </section>
  );
}

interface MemberRowProps {
  readonly member: Member;
  readonly head: ConversationHead;
  readonly run: ReturnType<typeof useCommand>["run"];
}

function MemberRow({ member, head, run }: MemberRowProps) {
  const intl = useIntl();
  const messenger = useMessenger();
  const user = useUser(member.userId);
  const presence = usePresence(member.userId);
  const { id } = head.conversation;
  const other = member.userId !== messenger.me;
  const removable =
    other &&
    member.role !== "owner" &&
    (head.role === "owner" || (head.role === "administrator" && member.role === "member"));
  return (
    <li className={styles["member"]}>
      <Avatar id={member.userId} name={user?.displayName ?? "…"} presence={presence} />
      <span className={styles["entryText"]}>
        <bdi className={styles["entryTitle"]}>{user?.displayName ?? "…"}</bdi>
        {head.role === "owner" && other ? (
          <select
            className={styles["role"]}
            aria-label={intl.formatMessage({ id: "group.role" })}
            value={member.role}
            onChange={(event) =>
              void run(() => messenger.changeRole(id, member.userId, event.target.value as MemberRole))
            }
          >
            {(["member", "administrator", "owner"] as const).map((role) => (
              <option key={role} value={role}>
                {intl.formatMessage({ id: roleWords[role] })}
              </option>
            ))}
          </select>
        ) : (
          <span className={styles["preview"]}>
            <FormattedMessage id={roleWords[member.role]} />
          </span>
        )}
      </span>
      {removable && (
        <button
          type="button"
          className={controls["icon"]}
          aria-label={intl.formatMessage({ id: "group.remove" }, { name: user?.displayName ?? "" })}
          onClick={() => void run(() => messenger.removeMember(id, member.userId))}
        >
          <X size={18} strokeWidth={1.75} />
        </button>
      )}
    </li>
  );
}
