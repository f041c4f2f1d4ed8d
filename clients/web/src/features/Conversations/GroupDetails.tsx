import { Link2, LogOut, Settings, UserCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { FormattedMessage } from "react-intl";
import controls from "../../ui/controls.module.css";
import { lazily } from "../../ui/lazily.tsx";
import type { ConversationHead } from "../../wire/index.ts";
import { GroupAbout } from "./GroupAbout.tsx";
import { GroupPicture } from "./GroupPicture.tsx";
import styles from "./Groups.module.css";
import { manages, mayLeave } from "./group.model.ts";

const GroupSettings = lazily(async () => (await import("./GroupSettings.tsx")).GroupSettings);
const JoinLinksDialog = lazily(async () => (await import("./JoinLinksDialog.tsx")).JoinLinksDialog);
const LeaveGroup = lazily(async () => (await import("./LeaveGroup.tsx")).LeaveGroup);
const SuccessorDialog = lazily(async () => (await import("./SuccessorDialog.tsx")).SuccessorDialog);

/** What a group says of itself, and what the user may do with it. */
export function GroupDetails({ head }: { readonly head: ConversationHead }) {
  const [dialog, setDialog] = useState<"settings" | "links" | "leave" | "successor">();
  const { conversation, role } = head;
  const archived = conversation.archivedAt !== undefined;
  const close = () => setDialog(undefined);
  return (
    <>
      {archived && (
        <p className={styles["quiet"]}>
          <FormattedMessage id="group.archived" />
        </p>
      )}
      {manages(role) && !archived && <GroupPicture conversation={conversation} />}
      <GroupAbout conversation={conversation} changes={manages(role) && !archived} />
      <div className={styles["actions"]}>
        {manages(role) && (
          <>
            <Action icon={<Settings {...size} />} onClick={() => setDialog("settings")}>
              <FormattedMessage id="group.settings" />
            </Action>
            <Action icon={<Link2 {...size} />} onClick={() => setDialog("links")}>
              <FormattedMessage id="links.title" />
            </Action>
          </>
        )}
        {mayLeave(head) ? (
          <Action danger icon={<LogOut {...size} />} onClick={() => setDialog("leave")}>
            <FormattedMessage id="group.leave" />
          </Action>
        ) : (
          <>
            <p className={styles["quiet"]}>
              <FormattedMessage id="group.ownerStays" />
            </p>
            <Action icon={<UserCheck {...size} />} onClick={() => setDialog("successor")}>
              <FormattedMessage id="group.successor" />
            </Action>
          </>
        )}
      </div>
      {dialog === "settings" && <GroupSettings conversation={conversation} onClose={close} />}
      {dialog === "links" && <JoinLinksDialog conversationId={conversation.id} onClose={close} />}
      {dialog === "leave" && <LeaveGroup head={head} onClose={close} />}
      {dialog === "successor" && <SuccessorDialog head={head} onClose={close} onChosen={() => setDialog("leave")} />}
    </>
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
