import { useCallback, useEffect, useState } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useClient, useMessenger, useUser } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { JoinRequest } from "../../wire/index.ts";
import { PersonAvatar } from "../Directory/PersonAvatar.tsx";
import { PersonLink } from "../Directory/PersonLink.tsx";
import rows from "./Entry.module.css";
import styles from "./Groups.module.css";

interface JoinRequestsDialogProps {
  readonly conversationId: string;
  /** How many the head counts: when that changes, the list is read anew. */
  readonly count: number;
  readonly onClose: () => void;
}

/** Those who ask to join a group, each to be let in or not. */
export function JoinRequestsDialog({ conversationId, count, onClose }: JoinRequestsDialogProps) {
  const intl = useIntl();
  const { joining } = useClient().api;
  const { groups } = useMessenger();
  const { failure, run } = useCommand();
  const answer = useCommand();
  const [requests, setRequests] = useState<readonly JoinRequest[]>();
  const load = useCallback(
    () =>
      void run(
        () => joining.requests(conversationId),
        (list) => setRequests(list.requests),
      ),
    [run, joining, conversationId],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number means another list
  useEffect(load, [load, count]);
  return (
    <Modal title={intl.formatMessage({ id: "requests.title" })} onClose={onClose}>
      <FailureText failure={answer.failure ?? failure} />
      {requests?.length === 0 && (
        <p>
          <FormattedMessage id="requests.none" />
        </p>
      )}
      <ul className={styles["channels"]}>
        {requests?.map((request) => (
          <Request
            key={request.userId}
            request={request}
            busy={answer.busy}
            onAnswer={(approve) =>
              void answer.run(
                () => groups.answer(conversationId, request.userId, approve),
                () => setRequests((held) => held?.filter((one) => one.userId !== request.userId)),
              )
            }
          />
        ))}
      </ul>
    </Modal>
  );
}

interface RequestProps {
  readonly request: JoinRequest;
  readonly busy: boolean;
  readonly onAnswer: (approve: boolean) => void;
}

function Request({ request, busy, onAnswer }: RequestProps) {
  const intl = useIntl();
  const name = useUser(request.userId)?.displayName ?? "…";
  const button = (id: "requests.approve" | "requests.refuse", approve: boolean) => (
    <button
      type="button"
      className={controls["button"]}
      aria-label={intl.formatMessage({ id: "requests.action" }, { action: intl.formatMessage({ id }), name })}
      disabled={busy}
      onClick={() => onAnswer(approve)}
    >
      <FormattedMessage id={id} />
    </button>
  );
  return (
    <li className={styles["channel"]}>
      <PersonAvatar userId={request.userId} />
      <div className={rows["entryText"]}>
        <PersonLink userId={request.userId} className={rows["entryTitle"]} />
        <span className={rows["subtitle"]}>
          <FormattedDate value={request.at} dateStyle="medium" timeStyle="short" />
        </span>
        {request.note !== undefined && (
          <p className={styles["groupText"]} dir="auto">
            {request.note}
          </p>
        )}
      </div>
      {button("requests.approve", true)}
      {button("requests.refuse", false)}
    </li>
  );
}
