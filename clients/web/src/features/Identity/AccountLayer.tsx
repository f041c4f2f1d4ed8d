import { useCallback } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { Copied } from "../../ui/Copied.tsx";
import controls from "../../ui/controls.module.css";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Account, PasswordLink } from "../../wire/index.ts";
import { AccountForm } from "./AccountForm.tsx";
import { Sessions } from "./Sessions.tsx";

/** The dialog that is open over the accounts. */
export type Layer =
  | { readonly kind: "create" }
  | { readonly kind: "edit"; readonly account: Account }
  | { readonly kind: "sessions"; readonly account: Account }
  | { readonly kind: "deactivate"; readonly account: Account }
  | { readonly kind: "link"; readonly link: PasswordLink; readonly name: string };

interface AccountLayerProps {
  readonly layer: Layer;
  readonly onLayer: (layer: Layer | undefined) => void;
  readonly onChanged: (account: Account) => void;
  readonly onMade: (account: Account) => void;
}

export function AccountLayer({ layer, onLayer, onChanged, onMade }: AccountLayerProps) {
  const close = () => onLayer(undefined);
  const changed = (account: Account) => {
    onChanged(account);
    close();
  };
  switch (layer.kind) {
    case "create":
      return (
        <AccountForm
          onClose={close}
          onDone={(account, link) => {
            onMade(account);
            onLayer(link && { kind: "link", link, name: account.user.displayName });
          }}
        />
      );
    case "edit":
      return <AccountForm account={layer.account} onClose={close} onDone={changed} />;
    case "sessions":
      return <AccountSessions account={layer.account} onClose={close} />;
    case "deactivate":
      return <Deactivate account={layer.account} onDone={changed} onClose={close} />;
    case "link":
      return <LinkDialog link={layer.link} name={layer.name} onClose={close} />;
    default:
      return layer satisfies never;
  }
}

function AccountSessions({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const { administration } = useClient().api;
  const { id, displayName } = account.user;
  const load = useCallback(() => administration.sessions(id), [administration, id]);
  return (
    <Modal title={displayName} onClose={onClose}>
      <Sessions load={load} end={(sessionId) => administration.endSession(id, sessionId)} />
    </Modal>
  );
}

interface DeactivateProps {
  readonly account: Account;
  readonly onDone: (account: Account) => void;
  readonly onClose: () => void;
}

function Deactivate({ account, onDone, onClose }: DeactivateProps) {
  const intl = useIntl();
  const { administration } = useClient().api;
  const { busy, failure, run } = useCommand();
  const { id, displayName } = account.user;
  return (
    <Confirm
      title={intl.formatMessage({ id: "admin.deactivateTitle" }, { name: displayName })}
      action={intl.formatMessage({ id: "admin.deactivate" })}
      busy={busy}
      failure={failure}
      onConfirm={() => void run(() => administration.deactivate(id), onDone)}
      onClose={onClose}
    >
      <FormattedMessage id="admin.deactivateExplanation" />
    </Confirm>
  );
}

function LinkDialog(props: { readonly link: PasswordLink; readonly name: string; readonly onClose: () => void }) {
  const intl = useIntl();
  const { link, name, onClose } = props;
  return (
    <Modal title={intl.formatMessage({ id: "admin.passwordLink" })} onClose={onClose}>
      <p>
        <FormattedMessage
          id="admin.linkExplanation"
          values={{ name, until: <FormattedDate value={link.expiresAt} dateStyle="medium" timeStyle="short" /> }}
        />
      </p>
      <Field label={intl.formatMessage({ id: "admin.passwordLink" })} readOnly value={link.url} dir="ltr" />
      <div className={controls["actions"]}>
        <Copied text={link.url} />
      </div>
    </Modal>
  );
}
