import { UserPlus } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { present } from "../../core/conversations/members.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ConversationHead } from "../../wire/index.ts";
import styles from "./Conversations.module.css";
import { manages, sortMembers } from "./group.model.ts";
import { MemberRow } from "./MemberRow.tsx";
import { MembersPicker } from "./MembersPicker.tsx";
import { type Chosen, knownCount, nobody } from "./members.model.ts";

/** Those who belong to a group, page by page, and the way to add more. */
export function GroupMembers({ head }: { readonly head: ConversationHead }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const { conversation, role } = head;
  const { id } = conversation;
  const held = useStore(messenger.conversations.store, (state) => state.members.get(id));
  const users = useStore(messenger.directory.store, (state) => state.users);
  const members = useMemo(() => sortMembers(present(held), users, intl.locale), [held, users, intl.locale]);
  const [next, setNext] = useState<string>();
  const [adding, setAdding] = useState(false);
  const page = useCommand();
  const change = useCommand();
  const { run } = page;
  const load = useCallback(
    (after?: string) =>
      void run(
        () => messenger.groups.loadMembers(id, after),
        (loaded) => setNext(loaded.next),
      ),
    [run, messenger, id],
  );
  const ids = members.map((member) => member.userId).join(",");
  useEffect(() => load(), [load]);
  useEffect(() => (ids === "" ? undefined : messenger.presence.show(ids.split(","))), [messenger, ids]);
  return (
    <div>
      <div className={styles["membersHead"]}>
        <h3>
          <FormattedMessage id="group.members" values={{ count: conversation.memberCount }} />
        </h3>
        {manages(role) && conversation.archivedAt === undefined && (
          <button type="button" className={controls["button"]} onClick={() => setAdding(true)}>
            <UserPlus size={18} strokeWidth={1.75} aria-hidden="true" />
            <FormattedMessage id="group.add" />
          </button>
        )}
      </div>
      <FailureText failure={change.failure} />
      <ul className={styles["members"]}>
        {members.map((member) => (
          <MemberRow key={member.userId} member={member} head={head} run={change.run} />
        ))}
      </ul>
      <FailureText failure={page.failure} />
      {page.failure !== undefined ? (
        <button type="button" className={controls["button"]} disabled={page.busy} onClick={() => load(next)}>
          <FormattedMessage id="tryAgain" />
        </button>
      ) : (
        next !== undefined && (
          <button type="button" className={controls["button"]} disabled={page.busy} onClick={() => load(next)}>
            <FormattedMessage id="admin.more" />
          </button>
        )
      )}
      {adding && <AddMembers head={head} present={new Set(ids.split(","))} onClose={() => setAdding(false)} />}
    </div>
  );
}

interface AddMembersProps {
  readonly head: ConversationHead;
  readonly present: ReadonlySet<string>;
  readonly onClose: () => void;
}

function AddMembers({ head, present, onClose }: AddMembersProps) {
  const intl = useIntl();
  const { groups } = useMessenger();
  const { busy, failure, run } = useCommand();
  const [chosen, setChosen] = useState<Chosen>(nobody);
  const { userIds, departmentIds } = chosen;
  return (
    <Modal title={intl.formatMessage({ id: "group.add" })} onClose={onClose}>
      <MembersPicker chosen={chosen} hidden={present} onChange={setChosen} />
      <FailureText failure={failure} />
      <div className={controls["actions"]}>
        <button
          type="button"
          className={controls["primary"]}
          disabled={busy || userIds.length + departmentIds.length === 0}
          onClick={() => void run(() => groups.add(head.conversation.id, { userIds, departmentIds }), onClose)}
        >
          <FormattedMessage id="group.addChosen" values={{ count: knownCount(chosen) }} />
        </button>
      </div>
    </Modal>
  );
}
