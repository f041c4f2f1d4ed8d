import { FormattedList, FormattedMessage } from "react-intl";
import type { MessageId } from "../../i18n/I18n.tsx";
import type { ImportedPerson, ImportFault, ImportReport } from "../../wire/index.ts";
import styles from "./Directory.module.css";

const faults: Record<ImportFault, MessageId> = {
  malformed: "import.malformed",
  column_missing: "import.columnMissing",
  column_unknown: "import.columnUnknown",
  value_missing: "import.valueMissing",
  value_invalid: "import.valueInvalid",
  repeated: "import.repeated",
  administrator_required: "failure.administrator_required",
};

/** What an import does, or would do, and what is wrong with its file. */
export function ImportReportView({ report }: { readonly report: ImportReport }) {
  const { applied, created, updated, unchanged, newDepartments, errors, people } = report;
  return (
    <>
      <p role="status" className={styles["summary"]}>
        <FormattedMessage id={applied ? "import.done" : "import.would"} values={{ created, updated, unchanged }} />
      </p>
      {errors.length > 0 && (
        <section>
          <h2>
            <FormattedMessage id="import.errors" />
          </h2>
          <table className={styles["table"]}>
            <thead>
              <tr>
                <Heading id="import.line" />
                <Heading id="import.column" />
                <Heading id="import.fault" />
              </tr>
            </thead>
            <tbody>
              {errors.map(({ line, column, fault }) => (
                <tr key={`${line} ${column} ${fault}`}>
                  <td>{line}</td>
                  <td>{column}</td>
                  <td>
                    <FormattedMessage id={faults[fault]} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {newDepartments.length > 0 && (
        <p>
          <FormattedMessage
            id="import.newDepartments"
            values={{ names: <FormattedList value={newDepartments} />, count: newDepartments.length }}
          />
        </p>
      )}
      {people.length > 0 && (
        <section>
          <h2>
            <FormattedMessage id="import.changes" />
          </h2>
          <table className={styles["table"]}>
            <thead>
              <tr>
                <Heading id="import.line" />
                <Heading id="user.userName" />
                <Heading id="import.change" />
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <Person key={person.line} person={person} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

function Heading({ id }: { readonly id: MessageId }) {
  return (
    <th scope="col">
      <FormattedMessage id={id} />
    </th>
  );
}

function Person({ person: { line, userName, isNew, changes } }: { readonly person: ImportedPerson }) {
  return (
    <tr>
      <td>{line}</td>
      <td>
        <bdi>{userName}</bdi>
        {isNew && (
          <span className={styles["new"]}>
            <FormattedMessage id="import.new" />
          </span>
        )}
      </td>
      <td>
        <ul className={styles["list"]}>
          {changes.map(({ column, before, after }) => (
            <li key={column}>
              <span className={styles["quiet"]}>{column}</span> {before !== undefined && <del>{before}</del>}{" "}
              {after !== undefined && <ins>{after}</ins>}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
