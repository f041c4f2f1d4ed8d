import { Download } from "lucide-react";
import { FormattedDate, useIntl } from "react-intl";
import { useUser } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import type { ConversationFile } from "../../wire/index.ts";
import { FileLine } from "./FileLine.tsx";
import styles from "./Files.module.css";
import { contentOf } from "./files.model.ts";
import listing from "./Listing.module.css";
import { PlaceLink } from "./PlaceLink.tsx";

interface FileEntryProps {
  readonly conversationId: string;
  readonly file: ConversationFile;
  readonly isHeard: boolean;
}

/** A file of a conversation on a line: to be saved or heard, and the way to its message. */
export function FileEntry({ conversationId, file, isHeard }: FileEntryProps) {
  const intl = useIntl();
  const { attachment, seq, senderId, postedAt } = file;
  const { fileId, name, size, mediaType, pages } = attachment;
  const sender = useUser(senderId);
  const at = { conversationId, seq };
  const label = intl.formatMessage({ id: "file.download" }, { name });
  return (
    <li className={listing["entry"]}>
      <FileLine name={name} size={size} mediaType={isHeard ? "audio/" : mediaType} pages={pages}>
        <span className={styles["size"]}>
          <bdi>{sender?.displayName ?? "…"}</bdi>
          {" · "}
          <time dateTime={postedAt}>
            <FormattedDate value={postedAt} dateStyle="medium" />
          </time>
        </span>
      </FileLine>
      <PlaceLink at={at} name={name} />
      <a className={controls["icon"]} href={contentOf(at, fileId)} download={name} aria-label={label} title={label}>
        <Download size={18} strokeWidth={1.75} />
      </a>
      {isHeard && (
        // biome-ignore lint/a11y/useMediaCaption: what colleagues say has no captions
        <audio className={listing["player"]} src={contentOf(at, fileId)} aria-label={name} controls preload="none" />
      )}
    </li>
  );
}
