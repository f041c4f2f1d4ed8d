import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { FormattedMessage } from "react-intl";
import { useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { lazily } from "../../ui/lazily.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message, Urgent } from "../../wire/index.ts";
import styles from "./Kinds.module.css";

const Confirmations = lazily(async () => (await import("./Confirmations.tsx")).Confirmations);

/** Says that a message is urgent, lets those who are asked confirm it, and tells who has. */
export function UrgentBanner({ message, urgent }: { readonly message: Message; readonly urgent: Urgent }) {
  const messenger = useMessenger();
  const { busy, failure, run } = useCommand();
  const [open, setOpen] = useState(false);
  const { askedIds, confirmedIds } = urgent;
  const asked = askedIds.includes(messenger.me);
  const confirmed = confirmedIds.includes(messenger.me);
  return (
    <div className={styles["urgent"]}>
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      <strong>
        <FormattedMessage id="urgent.title" />
      </strong>
      {asked && !confirmed && (
        <button
          type="button"
          className={controls["primary"]}
          disabled={busy}
          onClick={() => void run(() => messenger.verbs.confirm(message))}
        >
          <FormattedMessage id="urgent.confirm" />
        </button>
      )}
      {asked && confirmed && <FormattedMessage id="urgent.own" />}
      <button type="button" className={styles["threadLink"]} onClick={() => setOpen(true)}>
        <FormattedMessage id="urgent.confirmed" values={{ confirmed: confirmedIds.length, asked: askedIds.length }} />
      </button>
      <FailureText failure={failure} />
      {open && <Confirmations urgent={urgent} onClose={() => setOpen(false)} />}
    </div>
  );
}
