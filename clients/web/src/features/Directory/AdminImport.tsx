import { type ChangeEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useClient, useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ImportReport } from "../../wire/index.ts";
import identity from "../Identity/Identity.module.css";
import { PlaceTitle } from "../Identity/places/PlaceTitle.tsx";
import styles from "./Directory.module.css";
import { ImportReportView } from "./ImportReportView.tsx";
import { sampleAddress } from "./import.model.ts";

/** Makes and changes accounts as a file says: first it is shown what would change, then it is done, all of it or nothing. */
export function AdminImport() {
  const intl = useIntl();
  const { administration } = useClient().api;
  const { departments } = useMessenger();
  const { busy, failure, run } = useCommand();
  const [file, setFile] = useState<File>();
  const [report, setReport] = useState<ImportReport>();
  const send = (from: File, dryRun: boolean) =>
    // A file has the type that its system knows for its name, often that of a spreadsheet.
    void run(
      () => administration.importPeople(new Blob([from], { type: "text/csv" }), dryRun),
      (got) => {
        setReport(got);
        if (got.applied) void departments.load();
      },
    );
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const next = event.target.files?.[0];
    // The same file, mended meanwhile, can be chosen again.
    event.target.value = "";
    if (next === undefined) return;
    setFile(next);
    setReport(undefined);
    send(next, true);
  };
  const changes = report === undefined ? 0 : report.created + report.updated;
  return (
    <>
      <PlaceTitle id="import.title" explanation="import.explanation" />
      <div className={styles["contactActions"]}>
        <label className={`${controls["button"]} ${styles["choose"]}`} aria-disabled={busy}>
          <FormattedMessage id="import.choose" />
          <input type="file" className={controls["srOnly"]} accept=".csv,text/csv" disabled={busy} onChange={chosen} />
        </label>
        <a className={controls["button"]} href={sampleAddress(intl.locale)} download="people.csv">
          <FormattedMessage id="import.sample" />
        </a>
      </div>
      {file !== undefined && (
        <p className={identity["quiet"]}>
          <bdi>{file.name}</bdi>
        </p>
      )}
      <FailureText failure={failure} />
      {report !== undefined && <ImportReportView report={report} />}
      {file !== undefined && report?.applied === false && report.errors.length === 0 && changes > 0 && (
        <button type="button" className={controls["primary"]} disabled={busy} onClick={() => send(file, false)}>
          <FormattedMessage id="import.apply" />
        </button>
      )}
    </>
  );
}
