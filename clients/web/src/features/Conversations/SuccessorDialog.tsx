import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useMessenger, useUsers } from "../../client.ts";
import { unmarked } from "../../core/search/finders.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ConversationHead } from "../../wire/index.ts";
import { PersonButton } from "../Directory/PersonButton.tsx";
import rows from "./Entry.module.css";
import { MoreMembers } from "./MoreMembers.tsx";
import { useMemberPages } from "./useMemberPages.ts";

interface SuccessorDialogProps {
  readonly head: ConversationHead;
  readonly onClose: () => void;
  /** Another member owns the group now. */
  readonly onChosen: () => void;
}

/** Lets an owner who wants to leave give the group to another member first. */
export function SuccessorDialog({ head, onClose, onChosen }: SuccessorDialogProps) {
  const intl = useIntl();
  const { groups, me } = useMessenger();
  const { id } = head.conversation;
  const pages = useMemberPages(id);
  const others = useUsers(pages.members.flatMap(({ userId }) => (userId === me ? [] : userId)));
  const [chosen, setChosen] = useState<string>();
  const { busy, failure, run } = useCommand();
  const makeOwner = () => {
    if (chosen !== undefined) void run(() => groups.changeRole(id, chosen, "owner"), onChosen);
  };
  return (
    <Modal title={intl.formatMessage({ id: "group.successor" })} onClose={onClose}>
      <p>
        <FormattedMessage id="group.successorExplanation" />
      </p>
      <ul className={rows["people"]}>
        {others.map(
          (user) =>
            user !== undefined &&
            user.deactivated !== true && (
              <li key={user.id}>
                <PersonButton
                  hit={unmarked(user)}
                  aria-pressed={chosen === user.id}
                  onClick={() => setChosen(user.id)}
                />
              </li>
            ),
        )}
      </ul>
      <MoreMembers pages={pages} />
      <FailureText failure={failure} />
      <div className={controls["actions"]}>
        <button
          type="button"
          className={controls["primary"]}
          disabled={busy || chosen === undefined}
          onClick={makeOwner}
        >
          <FormattedMessage id="group.makeOwner" />
        </button>
      </div>
    </Modal>
  );
}
