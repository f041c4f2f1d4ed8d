import { Trash2 } from "lucide-react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import type { UploadedFile } from "../../wire/index.ts";
import { FileLine } from "./FileLine.tsx";
import styles from "./Files.module.css";
import listing from "./Listing.module.css";
import { wordsOfState } from "./own.model.ts";

interface OwnUploadProps {
  readonly file: UploadedFile;
  readonly onRemove: () => void;
}

/** A file of the user's own: when it was uploaded, how far it is. */
export function OwnUpload({ file, onRemove }: OwnUploadProps) {
  const intl = useIntl();
  const { name, size, state, createdAt, attachment } = file;
  const words = wordsOfState(file);
  const label = intl.formatMessage({ id: "uploads.delete" }, { name });
  return (
    <li className={listing["entry"]}>
      <FileLine name={name} size={size} mediaType={attachment?.mediaType ?? ""} pages={attachment?.pages}>
        <span className={styles["size"]}>
          <time dateTime={createdAt}>
            <FormattedDate value={createdAt} dateStyle="medium" timeStyle="short" />
          </time>
          {words !== undefined && (
            <>
              {" · "}
              <FormattedMessage {...words} />
            </>
          )}
        </span>
      </FileLine>
      {/* What is being checked the server does not let go of. */}
      {state !== "checking" && (
        <button type="button" className={controls["icon"]} aria-label={label} title={label} onClick={onRemove}>
          <Trash2 size={18} strokeWidth={1.75} />
        </button>
      )}
    </li>
  );
}
