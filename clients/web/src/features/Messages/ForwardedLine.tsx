import { FormattedDate, FormattedMessage } from "react-intl";
import { useUser } from "../../client.ts";
import type { Forwarded } from "../../wire/index.ts";
import styles from "./Row.module.css";

/** Who wrote a forwarded message, and when. */
export function ForwardedLine({ forwarded }: { readonly forwarded: Forwarded }) {
  const sender = useUser(forwarded.senderId);
  return (
    <div className={styles["state"]} dir="auto">
      <span>
        <FormattedMessage
          id="message.forwardedFrom"
          values={{
            name: <bdi>{sender?.displayName ?? "…"}</bdi>,
            time: <FormattedDate value={forwarded.postedAt} dateStyle="medium" timeStyle="short" />,
          }}
        />
      </span>
    </div>
  );
}
