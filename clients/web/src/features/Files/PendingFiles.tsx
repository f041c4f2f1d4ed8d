import { CircleAlert } from "lucide-react";
import { FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { mayUploadAgain, type OutboxRow } from "../../core/outbox/OutboxRow.ts";
import controls from "../../ui/controls.module.css";
import { failureText } from "../../ui/failure.ts";
import messages from "../Messages/Row.module.css";
import { FileLine } from "./FileLine.tsx";
import styles from "./Files.module.css";
import { hasPreview, usePreview } from "./usePreview.ts";

/** The files of a message on its way, and how far they are. */
export function PendingFiles({ pending }: { readonly pending: OutboxRow }) {
  const { uploads } = useMessenger();
  const { attached, progress } = pending;
  if (attached === undefined) return null;
  const pictures = uploads.filesOf(attached).filter(hasPreview);
  const others = attached.filter(({ mediaType }) => pictures.length === 0 || !hasPreview({ type: mediaType }));
  return (
    <div className={styles["files"]}>
      {pictures.length > 0 && (
        <div className={pictures.length === 1 ? styles["single"] : styles["grid"]} data-count={pictures.length}>
          {pictures.map((file, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never change, and two may be alike
            <Picture key={index} file={file} />
          ))}
        </div>
      )}
      {others.map((file, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <div key={index} className={styles["card"]}>
          <FileLine {...file} />
        </div>
      ))}
      {progress.state === "uploading" && <Uploading id={pending.clientMessageId} />}
      {progress.state === "notUploaded" && <NotUploaded pending={pending} />}
    </div>
  );
}

function Picture({ file }: { readonly file: File }) {
  return <img className={styles["pending"]} src={usePreview(file)} alt={file.name} />;
}

function Uploading({ id }: { readonly id: string }) {
  const intl = useIntl();
  const { uploads } = useMessenger();
  const percent = useStore(uploads.store, (state) => state.percent.get(id) ?? 0);
  return (
    <div className={styles["uploading"]}>
      <progress
        className={styles["bar"]}
        max={100}
        value={percent}
        aria-label={intl.formatMessage({ id: "files.uploading" })}
      />
      <span className={styles["size"]}>
        <FormattedMessage id="files.percent" values={{ share: percent / 100 }} />
      </span>
      <button type="button" className={controls["button"]} onClick={() => uploads.cancel(id)}>
        <FormattedMessage id="cancel" />
      </button>
    </div>
  );
}

function NotUploaded({ pending }: { readonly pending: OutboxRow }) {
  const { uploads } = useMessenger();
  if (pending.progress.state !== "notUploaded") return null;
  const { failure } = pending.progress;
  const id = pending.clientMessageId;
  return (
    <div className={messages["failed"]} role="alert">
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      <FormattedMessage id={failureText[failure]} />
      {mayUploadAgain(failure) && (
        <button type="button" onClick={() => uploads.retry(id)}>
          <FormattedMessage id="retry" />
        </button>
      )}
      {pending.text !== "" && (
        <button type="button" onClick={() => void navigator.clipboard.writeText(pending.text)}>
          <FormattedMessage id="copy" />
        </button>
      )}
      <button type="button" onClick={() => uploads.cancel(id)}>
        <FormattedMessage id="delete" />
      </button>
    </div>
  );
}
