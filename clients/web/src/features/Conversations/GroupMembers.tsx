import { UserPlus } from "lucide-react";
import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useMessenger, useWatched } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ConversationHead } from "../../wire/index.ts";
import styles from "./Groups.module.css";
import { manages } from "./group.model.ts";
import { MemberRow } from "./MemberRow.tsx";
import { MembersPicker } from "./MembersPicker.tsx";
import { MoreMembers } from "./MoreMembers.tsx";
import { type Chosen, knownCount, nobody } from "./members.model.ts";
import { useMemberPages } from "./useMemberPages.ts";

/** Those who belong to a group, page by page, and the way to add more. */
export function GroupMembers({ head }: { readonly head: ConversationHead }) {
  const { conversation, role } = head;
  const pages = useMemberPages(conversation.id);
  const [adding, setAdding] = useState(false);
  const change = useCommand();
  const ids = pages.members.map((member) => member.userId);
  useWatched(ids);
  return (
    <>
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
        {pages.members.map((member) => (
          <MemberRow key={member.userId} member={member} head={head} run={change.run} />
        ))}
      </ul>
      <MoreMembers pages={pages} />
      {adding && <AddMembers head={head} present={new Set(ids)} onClose={() => setAdding(false)} />}
    </>
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
