import { useCallback, useEffect, useId, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { UploadedFile, UploadList } from "../../wire/index.ts";
import styles from "./Files.module.css";
import { sizeInWords } from "./files.model.ts";
import listing from "./Listing.module.css";
import { OwnUpload } from "./OwnUpload.tsx";
import { shareOf } from "./own.model.ts";
import { RemoveUpload } from "./RemoveUpload.tsx";

/** The files that the user has uploaded, and how much of his room they take. */
export function OwnUploads() {
  const { uploads } = useClient().api;
  const { busy, failure, run } = useCommand();
  const [list, setList] = useState<UploadList>();
  const [removing, setRemoving] = useState<UploadedFile>();
  const reload = useCallback(() => void run(() => uploads.own(), setList), [run, uploads]);
  useEffect(reload, [reload]);
  const more = () =>
    void run(
      () => uploads.own(list?.next),
      (page) => setList({ ...page, files: [...(list?.files ?? []), ...page.files] }),
    );
  return (
    <>
      {list !== undefined && <Used list={list} />}
      {list?.files.length === 0 && (
        <p className={listing["status"]}>
          <FormattedMessage id="files.none" />
        </p>
      )}
      <ul className={listing["entries"]}>
        {list?.files.map((file) => (
          <OwnUpload key={file.id} file={file} onRemove={() => setRemoving(file)} />
        ))}
      </ul>
      <FailureText failure={failure} />
      {failure !== undefined && list === undefined && (
        <button type="button" className={controls["button"]} onClick={reload}>
          <FormattedMessage id="tryAgain" />
        </button>
      )}
      {list?.next !== undefined && (
        <button type="button" className={controls["button"]} aria-disabled={busy} onClick={() => !busy && more()}>
          <FormattedMessage id="own.more" />
        </button>
      )}
      {removing !== undefined && (
        <RemoveUpload file={removing} onTried={reload} onClose={() => setRemoving(undefined)} />
      )}
    </>
  );
}

function Used({ list }: { readonly list: UploadList }) {
  const { locale } = useIntl();
  const words = useId();
  const share = shareOf(list);
  const used = sizeInWords(list.used, locale);
  if (share === undefined) {
    return (
      <p className={styles["size"]}>
        <FormattedMessage id="uploads.used" values={{ used }} />
      </p>
    );
  }
  return (
    <div className={listing["room"]}>
      <meter className={listing["meter"]} value={share} low={0.75} high={0.95} optimum={0} aria-labelledby={words} />
      <p id={words} className={styles["size"]}>
        <FormattedMessage id="uploads.usedOf" values={{ used, quota: sizeInWords(list.quota, locale) }} />
      </p>
    </div>
  );
}
