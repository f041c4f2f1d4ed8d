import { useLayoutEffect, useMemo } from "react";
import { FormattedDate, FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import type { FilesOf } from "../../core/search/finders.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useLate } from "../../ui/useLate.ts";
import { useRetrying } from "../Search/useRetrying.ts";
import { FileEntry } from "./FileEntry.tsx";
import { FileTile } from "./FileTile.tsx";
import listing from "./Listing.module.css";
import { byMonth, type FileTab, fileKey, kindsOf, noFiles } from "./listing.model.ts";
import { MoreInView } from "./MoreInView.tsx";
import { useViewer } from "./useViewer.tsx";

/** What is quicker does not say that it goes on, in milliseconds. */
const SAID_AFTER = 300;

interface FilesOfKindProps {
  readonly conversationId: string;
  readonly tab: FileTab;
}

/** The files of one tab by months, the latest first; more are fetched as one gets to the end of them. */
export function FilesOfKind({ conversationId, tab }: FilesOfKindProps) {
  const { filesOf } = useMessenger().finders;
  const request = useMemo<FilesOf>(() => ({ conversationId, kinds: kindsOf[tab] }), [conversationId, tab]);
  const { wanted, found, progress } = useStore(filesOf.store);
  // A layout effect, so that the files of another tab are not painted first.
  useLayoutEffect(() => filesOf.open(request, false), [filesOf, request]);
  useRetrying(filesOf);
  const files = (wanted === request ? found?.items : undefined) ?? noFiles;
  const months = useMemo(() => byMonth(files), [files]);
  const asking = progress.state === "asking";
  const slow = useLate(asking && files.length === 0, SAID_AFTER);
  const { viewer, open } = useViewer(conversationId, files);

  return (
    <div className={listing["months"]} aria-busy={asking}>
      <p className={listing["status"]} role="status">
        {slow && <FormattedMessage id="loading" />}
        {progress.state === "done" && found?.items.length === 0 && <FormattedMessage id="files.none" />}
      </p>
      {months.map((month) => (
        <section key={month.key}>
          <h3 className={listing["month"]}>
            <FormattedDate value={month.at} year="numeric" month="long" />
          </h3>
          <ul className={listing[tab === "seen" ? "tiles" : "entries"]}>
            {month.files.map((file) =>
              tab === "seen" ? (
                <FileTile
                  key={fileKey(file)}
                  at={{ conversationId, seq: file.seq }}
                  file={file.attachment}
                  onOpen={(event) => open(file, event.currentTarget)}
                />
              ) : (
                <FileEntry key={fileKey(file)} conversationId={conversationId} file={file} isHeard={tab === "heard"} />
              ),
            )}
          </ul>
        </section>
      ))}
      {progress.state === "failed" && (
        <div className={listing["failed"]}>
          <FailureText failure={progress.failure} />
          <button type="button" className={controls["button"]} onClick={() => filesOf.retry()}>
            <FormattedMessage id="tryAgain" />
          </button>
        </div>
      )}
      {files.length > 0 && found?.next !== undefined && progress.state !== "failed" && (
        <MoreInView count={files.length} asking={asking} onMore={() => filesOf.more()} />
      )}
      {viewer}
    </div>
  );
}
