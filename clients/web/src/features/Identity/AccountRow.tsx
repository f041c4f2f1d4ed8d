import { MoreHorizontal } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import { Avatar } from "../../ui/Avatar.tsx";
import controls from "../../ui/controls.module.css";
import type { useCommand } from "../../ui/useCommand.ts";
import type { Account } from "../../wire/index.ts";
import { portraitOf } from "../Directory/portrait.model.ts";
import type { Layer } from "./AccountLayer.tsx";
import styles from "./Identity.module.css";

interface AccountRowProps {
  readonly account: Account;
  readonly run: ReturnType<typeof useCommand>["run"];
  readonly onChanged: (account: Account) => void;
  readonly onLayer: (layer: Layer) => void;
}

/** An account, and the menu of what an administrator does with it. */
export function AccountRow(props: AccountRowProps) {
  const { account } = props;
  const { user, isAdministrator, external, hasPassword, departmentPath, lastSeenAt } = account;
  const isInvited = !hasPassword && !external;
  const facts = [user.userName, departmentPath, user.title].filter((fact) => fact !== undefined);
  return (
    <li className={styles["session"]}>
      <Avatar id={user.id} name={user.displayName} picture={portraitOf(user)} />
      <span className={styles["grow"]}>
        <span className={styles["named"]}>
          <bdi>{user.displayName}</bdi>
          {isAdministrator && <Mark id="admin.administrator" />}
          {external && <Mark id="admin.external" />}
          {user.deactivated === true && <Mark id="admin.deactivated" />}
        </span>
        <bdi className={styles["quiet"]}>{facts.join(" · ")}</bdi>
        <span className={styles["quiet"]}>
          {lastSeenAt === undefined ? (
            isInvited && <FormattedMessage id="admin.invited" />
          ) : (
            <FormattedMessage
              id="presence.lastSeen"
              values={{ time: <FormattedDate value={lastSeenAt} dateStyle="medium" timeStyle="short" /> }}
            />
          )}
        </span>
      </span>
      <AccountMenu {...props} />
    </li>
  );
}

function Mark({ id }: { readonly id: MessageId }) {
  return (
    <span className={styles["mark"]}>
      <FormattedMessage id={id} />
    </span>
  );
}

function AccountMenu({ account, run, onChanged, onLayer }: AccountRowProps) {
  const intl = useIntl();
  const { administration } = useClient().api;
  const { user, isAdministrator, external } = account;
  const { id, displayName, deactivated } = user;
  const label = intl.formatMessage({ id: "admin.actions" }, { name: displayName });
  const item = (words: MessageId, onSelect: () => void) => (
    <DropdownMenu.Item className={controls["item"]} onSelect={onSelect}>
      <FormattedMessage id={words} />
    </DropdownMenu.Item>
  );
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={controls["icon"]} aria-label={label} title={label}>
        <MoreHorizontal size={18} strokeWidth={1.75} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={controls["menu"]} align="end">
          {item("admin.edit", () => onLayer({ kind: "edit", account }))}
          {item("admin.sessions", () => onLayer({ kind: "sessions", account }))}
          {!external &&
            deactivated !== true &&
            item(
              "admin.passwordLink",
              () =>
                void run(
                  () => administration.passwordLink(id),
                  (link) => onLayer({ kind: "link", link, name: displayName }),
                ),
            )}
          {deactivated !== true &&
            item(
              isAdministrator ? "admin.unmakeAdministrator" : "admin.makeAdministrator",
              () => void run(() => administration.update(id, { isAdministrator: !isAdministrator }), onChanged),
            )}
          <DropdownMenu.Separator className={controls["separator"]} />
          {deactivated === true
            ? item("admin.reactivate", () => void run(() => administration.reactivate(id), onChanged))
            : item("admin.deactivate", () => onLayer({ kind: "deactivate", account }))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
