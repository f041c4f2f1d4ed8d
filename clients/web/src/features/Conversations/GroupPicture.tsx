import { type ChangeEvent, useState } from "react";
import { FormattedMessage } from "react-intl";
import { useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Conversation } from "../../wire/index.ts";
import { ConversationAvatar } from "./ConversationAvatar.tsx";
import styles from "./Conversations.module.css";
import { isPicture, PICTURE_TYPES } from "./group.model.ts";

/** The picture of a group, to be changed or taken away. */
export function GroupPicture({ conversation }: { readonly conversation: Conversation }) {
  const { groups } = useMessenger();
  const { busy, failure, run } = useCommand();
  const [unfit, setUnfit] = useState(false);
  const { id, title, avatarVersion } = conversation;
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file, mended meanwhile, can be chosen again.
    event.target.value = "";
    if (file === undefined) return;
    setUnfit(!isPicture(file));
    if (isPicture(file)) void run(() => groups.setPicture(id, file));
  };
  return (
    <div className={styles["pictureRow"]}>
      <ConversationAvatar conversation={conversation} title={title ?? ""} />
      <label className={`${controls["button"]} ${styles["upload"]}`} aria-disabled={busy}>
        <FormattedMessage id="group.picture" />
        <input
          type="file"
          className={controls["srOnly"]}
          accept={PICTURE_TYPES.join(",")}
          disabled={busy}
          onChange={chosen}
        />
      </label>
      {avatarVersion !== undefined && (
        <button
          type="button"
          className={controls["button"]}
          disabled={busy}
          onClick={() => void run(() => groups.setPicture(id, undefined))}
        >
          <FormattedMessage id="group.pictureRemove" />
        </button>
      )}
      {unfit && (
        <p className={controls["error"]} role="alert">
          <FormattedMessage id="group.pictureRule" />
        </p>
      )}
      <FailureText failure={failure} />
    </div>
  );
}
