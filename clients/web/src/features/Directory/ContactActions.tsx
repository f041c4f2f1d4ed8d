import { Ban, MessageCircle, Pencil, Star } from "lucide-react";
import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useContact, useMessenger } from "../../client.ts";
import { contactItem } from "../../core/personal/items.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ContactPreferences } from "../../wire/index.ts";
import { AliasForm } from "./AliasForm.tsx";
import styles from "./Directory.module.css";
import { useDirect } from "./useDirect.ts";

interface ContactActionsProps {
  readonly userId: string;
  readonly name: string;
}

/** What one does with a colleague: writes to him, and keeps things of him that only oneself sees. */
export function ContactActions({ userId, name }: ContactActionsProps) {
  const intl = useIntl();
  const { personal } = useMessenger();
  const held = useContact(userId);
  const direct = useDirect();
  const { busy, failure, run } = useCommand();
  const [layer, setLayer] = useState<"alias" | "block">();
  const put = (change: Partial<ContactPreferences>) =>
    void run(
      () => personal.put(contactItem(userId, held, change)),
      () => setLayer(undefined),
    );
  const icon = { size: 18, strokeWidth: 1.75, "aria-hidden": true } as const;
  return (
    <>
      <FailureText failure={failure ?? direct.failure} />
      <div className={styles["contactActions"]}>
        <button type="button" className={controls["primary"]} onClick={() => direct.open(userId)}>
          <MessageCircle {...icon} />
          <FormattedMessage id="profile.message" />
        </button>
        <button
          type="button"
          className={controls["button"]}
          aria-pressed={held.starred === true}
          onClick={() => put({ starred: held.starred !== true })}
        >
          <Star {...icon} fill={held.starred === true ? "currentColor" : "none"} />
          <FormattedMessage id={held.starred === true ? "profile.unstar" : "profile.star"} />
        </button>
        <button type="button" className={controls["button"]} onClick={() => setLayer("alias")}>
          <Pencil {...icon} />
          <FormattedMessage id="profile.alias" />
        </button>
        {held.blocked === true ? (
          <button type="button" className={controls["button"]} onClick={() => put({ blocked: false })}>
            <Ban {...icon} />
            <FormattedMessage id="profile.unblock" />
          </button>
        ) : (
          <button type="button" className={controls["danger"]} onClick={() => setLayer("block")}>
            <Ban {...icon} />
            <FormattedMessage id="profile.block" />
          </button>
        )}
      </div>
      {layer === "alias" && <AliasForm held={held.alias} onSave={(alias) => put({ alias })} />}
      {layer === "block" && (
        <Confirm
          title={intl.formatMessage({ id: "profile.blockTitle" }, { name })}
          action={intl.formatMessage({ id: "profile.block" })}
          busy={busy}
          failure={failure}
          onConfirm={() => put({ blocked: true })}
          onClose={() => setLayer(undefined)}
        >
          <FormattedMessage id="profile.blockExplanation" />
        </Confirm>
      )}
    </>
  );
}
