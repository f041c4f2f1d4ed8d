import { MoreHorizontal } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useMessenger, usePresence, useUser } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import controls from "../../ui/controls.module.css";
import type { useCommand } from "../../ui/useCommand.ts";
import type { ConversationHead, Member } from "../../wire/index.ts";
import { PersonAvatar } from "../Directory/PersonAvatar.tsx";
import { PersonLink } from "../Directory/PersonLink.tsx";
import { roleWords } from "../Messages/SystemText.tsx";
import { StatusText } from "../Presence/StatusText.tsx";
import rows from "./Entry.module.css";
import styles from "./Groups.module.css";
import { choicesFor, MUTE_DAY, MUTE_FOR_GOOD, MUTE_HOUR, mutedUntil } from "./group.model.ts";
import { MenuPart } from "./MenuPart.tsx";

interface MemberRowProps {
  readonly member: Member;
  readonly head: ConversationHead;
  readonly run: ReturnType<typeof useCommand>["run"];
}

/** One member, with a menu of what the user may do with him. */
export function MemberRow({ member, head, run }: MemberRowProps) {
  const messenger = useMessenger();
  const name = useUser(member.userId)?.displayName ?? "…";
  const presence = usePresence(member.userId);
  const { roles, moderates } = choicesFor(head.role, member, messenger.me);
  const until = mutedUntil(member, Date.now());
  return (
    <li className={styles["member"]}>
      <PersonLink userId={member.userId} className={styles["memberLink"]}>
        <PersonAvatar userId={member.userId} presence={presence} />
        <span className={rows["entryText"]}>
          <span className={rows["line"]}>
            <bdi className={rows["personName"]}>{name}</bdi>
            <StatusText userId={member.userId} brief />
          </span>
          <span className={rows["preview"]}>
            <FormattedMessage id={roleWords[member.role]} />
            {until !== undefined && (
              <>
                {" · "}
                {until === "for good" ? (
                  <FormattedMessage id="group.muted" />
                ) : (
                  <FormattedMessage
                    id="group.mutedUntil"
                    values={{ time: <FormattedDate value={until} dateStyle="short" timeStyle="short" /> }}
                  />
                )}
              </>
            )}
          </span>
        </span>
      </PersonLink>
      {(roles.length > 0 || moderates) && (
        <MemberMenu head={head} member={member} name={name} muted={until !== undefined} run={run} />
      )}
    </li>
  );
}

interface MemberMenuProps extends MemberRowProps {
  readonly name: string;
  readonly muted: boolean;
}

function MemberMenu({ head, member, name, muted, run }: MemberMenuProps) {
  const intl = useIntl();
  const { groups, me } = useMessenger();
  const { id } = head.conversation;
  const { userId } = member;
  const { roles, moderates } = choicesFor(head.role, member, me);
  const item = (words: MessageId, action: () => void) => (
    <DropdownMenu.Item key={words} className={controls["item"]} onSelect={action}>
      <FormattedMessage id={words} />
    </DropdownMenu.Item>
  );
  const mute = (seconds: number) => void run(() => groups.mute(id, userId, seconds));
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        className={controls["icon"]}
        aria-label={intl.formatMessage({ id: "group.memberActions" }, { name })}
      >
        <MoreHorizontal size={18} strokeWidth={1.75} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={controls["menu"]} align="end" collisionPadding={8}>
          {roles.length > 0 && (
            <MenuPart id="group.role">
              <DropdownMenu.RadioGroup value={member.role}>
                {roles.map((role) => (
                  <DropdownMenu.RadioItem
                    key={role}
                    className={controls["item"]}
                    value={role}
                    disabled={role === member.role}
                    onSelect={() => void run(() => groups.changeRole(id, userId, role))}
                  >
                    <FormattedMessage id={roleWords[role]} />
                  </DropdownMenu.RadioItem>
                ))}
              </DropdownMenu.RadioGroup>
            </MenuPart>
          )}
          {moderates && muted && item("group.unmute", () => mute(0))}
          {moderates && !muted && (
            <MenuPart id="group.mute">
              {item("group.muteHour", () => mute(MUTE_HOUR))}
              {item("group.muteDay", () => mute(MUTE_DAY))}
              {item("group.muteForGood", () => mute(MUTE_FOR_GOOD))}
            </MenuPart>
          )}
          {moderates && (
            <>
              <DropdownMenu.Separator className={controls["separator"]} />
              {item("group.remove", () => void run(() => groups.remove(id, userId)))}
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
