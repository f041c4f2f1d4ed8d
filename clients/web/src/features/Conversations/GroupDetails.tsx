import { Link2, LogOut, Settings, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useLocation } from "wouter";
import { useMessenger } from "../../client.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import controls from "../../ui/controls.module.css";
import { useCommand } from "../../ui/useCommand.ts";
import type { ConversationHead } from "../../wire/index.ts";
import styles from "./Conversations.module.css";
import { GroupAbout } from "./GroupAbout.tsx";
import { GroupMembers } from "./GroupMembers.tsx";
import { GroupPicture } from "./GroupPicture.tsx";
import { GroupSettings } from "./GroupSettings.tsx";
import { manages, mayLeave } from "./group.model.ts";
import { JoinLinksDialog } from "./JoinLinksDialog.tsx";

interface GroupDetailsProps {
  readonly head: ConversationHead;
  readonly onClose: () => void;
}

/** What a group says of itself, who belongs to it, and what the user may do with it. */
export function GroupDetails({ head, onClose }: GroupDetailsProps) {
  const intl = useIntl();
  const [dialog, setDialog] = useState<"settings" | "links" | "leave">();
  const { conversation, role } = head;
  const archived = conversation.archivedAt !== undefined;
  const close = () => setDialog(undefined);
  return (
    <section
      className={styles["details"]}
      data-region="details"
      aria-label={intl.formatMessage({ id: "group.details" })}
    >
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
        {archived && (
          <p className={styles["quiet"]}>
            <FormattedMessage id="group.archived" />
          </p>
        )}
        {manages(role) && !archived && <GroupPicture conversation={conversation} />}
        <GroupAbout conversation={conversation} changes={manages(role) && !archived} />
        {manages(role) && (
          <Action icon={<Settings {...size} />} onClick={() => setDialog("settings")}>
            <FormattedMessage id="group.settings" />
          </Action>
        )}
        {manages(role) && (
          <Action icon={<Link2 {...size} />} onClick={() => setDialog("links")}>
            <FormattedMessage id="links.title" />
          </Action>
        )}
        <GroupMembers head={head} />
        {mayLeave(head) ? (
          <Action danger icon={<LogOut {...size} />} onClick={() => setDialog("leave")}>
            <FormattedMessage id="group.leave" />
          </Action>
        ) : (
          <p className={styles["quiet"]}>
            <FormattedMessage id="group.ownerStays" />
          </p>
        )}
      </div>
      {dialog === "settings" && <GroupSettings conversation={conversation} onClose={close} />}
      {dialog === "links" && <JoinLinksDialog conversationId={conversation.id} onClose={close} />}
      {dialog === "leave" && <Leave head={head} onClose={close} />}
    </section>
  );
}

const size = { size: 18, strokeWidth: 1.75, "aria-hidden": true } as const;

interface ActionProps {
  readonly danger?: boolean;
  readonly icon: ReactNode;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Action({ danger, icon, onClick, children }: ActionProps) {
  return (
    <button type="button" className={controls[danger === true ? "danger" : "button"]} onClick={onClick}>
      {icon}
      {children}
    </button>
  );
}

function Leave({ head, onClose }: GroupDetailsProps) {
  const intl = useIntl();
  const { groups, me } = useMessenger();
  const [, navigate] = useLocation();
  const { busy, failure, run } = useCommand();
  const { id, title, visibility } = head.conversation;
  const words = intl.formatMessage({ id: "group.leave" });
  return (
    <Confirm
      title={words}
      action={words}
      busy={busy}
      failure={failure}
      onConfirm={() =>
        void run(
          () => groups.remove(id, me),
          () => navigate("/"),
        )
      }
      onClose={onClose}
    >
      <FormattedMessage id="group.leaveExplanation" values={{ title: title ?? "", visibility }} />
    </Confirm>
  );
}
