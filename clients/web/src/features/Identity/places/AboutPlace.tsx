import type { ReactNode } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { version } from "../../../../package.json";
import { useMe } from "../../../client.ts";
import type { MessageId } from "../../../i18n/I18n.tsx";
import { sizeInWords } from "../../Files/files.model.ts";
import { useDuration } from "../../Messages/useDuration.ts";
import styles from "./Places.module.css";
import { PlaceTitle } from "./PlaceTitle.tsx";

/** What this program is, and what this server accepts. */
export function AboutPlace() {
  const intl = useIntl();
  const duration = useDuration();
  const { limits, cacheAllowed } = useMe().signedIn;
  const number = (value: number) => intl.formatNumber(value);
  const allowed = (is: boolean) => intl.formatMessage({ id: is ? "limits.allowed" : "limits.notAllowed" });
  const rows: readonly (readonly [MessageId, string])[] = [
    ["limits.messageLength", number(limits.messageLength)],
    ["limits.edit", duration(limits.editSeconds)],
    ["limits.recall", duration(limits.recallSeconds)],
    ["limits.vanish", limits.vanishSeconds > 0 ? duration(limits.vanishSeconds) : allowed(false)],
    ["limits.reactions", number(limits.reactions)],
    ["limits.pins", number(limits.pins)],
    ["limits.groupMembers", number(limits.groupMembers)],
    ["limits.receiptMembers", number(limits.receiptMembers)],
    ["limits.fileSize", sizeInWords(limits.fileSize, intl.locale)],
    ["limits.filesOfMessage", number(limits.filesOfMessage)],
    ["limits.passwordLength", number(limits.passwordLength)],
    ["limits.cache", allowed(cacheAllowed)],
  ];
  return (
    <>
      <PlaceTitle id="settings.about" />
      <dl className={styles["rows"]}>
        <Fact id="settings.version">{version}</Fact>
      </dl>
      <h2>
        <FormattedMessage id="limits.title" />
      </h2>
      <dl className={styles["rows"]}>
        {rows.map(([id, value]) => (
          <Fact key={id} id={id}>
            {value}
          </Fact>
        ))}
      </dl>
    </>
  );
}

function Fact({ id, children }: { readonly id: MessageId; readonly children: ReactNode }) {
  return (
    <div className={styles["factRow"]}>
      <dt>
        <FormattedMessage id={id} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
