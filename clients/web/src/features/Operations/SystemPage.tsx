import { useCallback, useState } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { SystemReport } from "../../wire/index.ts";
import { PlaceTitle } from "../Identity/places/PlaceTitle.tsx";
import styles from "./Operations.module.css";
import { Part, StateMark } from "./Part.tsx";
import {
  countOfFaults,
  factsOfCounts,
  factsOfDatabase,
  factsOfLink,
  factsOfNode,
  factsOfStorage,
  factsOfWork,
} from "./system.model.ts";
import { useWhileVisible } from "./useWhileVisible.ts";

const EVERY = 10_000;

/** How the parts of the installation are, and what to do where one is not well. */
export function SystemPage() {
  const { administration } = useClient().api;
  const { failure, run } = useCommand();
  const [report, setReport] = useState<SystemReport>();
  useWhileVisible(
    EVERY,
    useCallback(() => void run(administration.system, setReport), [administration, run]),
  );
  return (
    <>
      <PlaceTitle id="system.title" />
      {failure !== undefined && report === undefined && (
        <p role="alert">
          <FormattedMessage id="advice.noAnswer" />
        </p>
      )}
      {report !== undefined && (
        <>
          <Summary report={report} isStale={failure !== undefined} />
          <Parts report={report} />
        </>
      )}
    </>
  );
}

function Summary({ report, isStale }: { readonly report: SystemReport; readonly isStale: boolean }) {
  const faults = countOfFaults(report);
  const time = <FormattedDate value={report.at} timeStyle="medium" />;
  return (
    <div className={styles["summary"]}>
      <p className={styles["verdict"]} role="status">
        <StateMark state={faults === 0 ? "good" : "attention"} bare />
        <FormattedMessage id={faults === 0 ? "system.allGood" : "system.someNot"} values={{ count: faults }} />
      </p>
      {isStale ? (
        <p className={styles["stale"]} role="alert">
          <FormattedMessage id="system.notNow" values={{ time }} />
        </p>
      ) : (
        <p className={styles["quiet"]}>
          <FormattedMessage id="system.asOf" values={{ time }} />
        </p>
      )}
    </div>
  );
}

function Parts({ report }: { readonly report: SystemReport }) {
  const intl = useIntl();
  const { nodes, link, database, storage, work, counts } = report;
  const words = (id: MessageId) => intl.formatMessage({ id });
  return (
    <>
      {nodes.map((node) => (
        <Part
          key={node.name}
          title={intl.formatMessage({ id: "system.node" }, { name: node.name })}
          more={node.current && nodes.length > 1 ? words("system.thisNode") : undefined}
          part={node}
          facts={factsOfNode(node)}
        />
      ))}
      <Part title={words("system.link")} part={link} facts={factsOfLink(link)} />
      <Part title={words("system.database")} part={database} facts={factsOfDatabase(database)} />
      <Part title={words("system.storage")} part={storage} facts={factsOfStorage(storage)} />
      <Part title={words("system.work")} part={work} facts={factsOfWork(work)} />
      <Part title={words("system.counts")} facts={factsOfCounts(counts)} />
    </>
  );
}
