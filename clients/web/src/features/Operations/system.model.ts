import type catalogue from "../../i18n/catalogues/settings.en.json";
import type { DatabaseReport, HealthAdvice, NodeLink, NodeReport, PartState, SystemReport } from "../../wire/index.ts";

type Word = keyof typeof catalogue;

export const stateWords: Record<PartState, Word> = {
  good: "system.good",
  attention: "system.attention",
  broken: "system.broken",
  unknown: "system.unknown",
};

export const adviceWords: Record<HealthAdvice, Word> = {
  no_answer: "advice.noAnswer",
  draining: "advice.draining",
  memory_scarce: "advice.memoryScarce",
  readers_behind: "advice.readersBehind",
  errors_logged: "advice.errorsLogged",
  versions_differ: "advice.versionsDiffer",
  link_down: "advice.linkDown",
  link_recovering: "advice.linkRecovering",
  read_only: "advice.readOnly",
  migrations_pending: "advice.migrationsPending",
  connections_scarce: "advice.connectionsScarce",
  commits_slow: "advice.commitsSlow",
  standby_behind: "advice.standbyBehind",
  storage_away: "advice.storageAway",
  storage_nearly_full: "advice.storageNearlyFull",
  files_waiting: "advice.filesWaiting",
  work_late: "advice.workLate",
  unindexed: "advice.unindexed",
};

export const linkWords: Record<NodeLink, Word> = {
  none: "system.linkNone",
  up: "system.linkUp",
  recovering: "system.linkRecovering",
  down: "system.linkDown",
};

/** A value, and what it is; what nothing is known of has none. */
export type Fact =
  | { readonly label: Word; readonly unit: "count" | "bytes" | "seconds" | "milliseconds"; readonly value: number }
  | {
      readonly label: Word;
      readonly unit: "share" | "sharedBytes";
      readonly value: number;
      readonly most: number;
    }
  | { readonly label: Word; readonly unit: "waiting"; readonly value: number; readonly seconds: number }
  | { readonly label: Word; readonly unit: "words"; readonly value: Word }
  | { readonly label: Word; readonly unit: "text"; readonly value: string }
  | {
      readonly label: Word;
      readonly unit: "migrations";
      readonly applied: number;
      readonly pending: number;
    };

/** How many parts somebody should look at. */
export const countOfFaults = ({ nodes, link, database, storage, work }: SystemReport): number =>
  [...nodes, link, database, storage, work].filter(({ state }) => state !== "good").length;

export const factsOfNode = (node: NodeReport): readonly Fact[] => [
  { label: "settings.version", unit: "text", value: node.version },
  { label: "system.uptime", unit: "seconds", value: node.uptimeSeconds },
  { label: "system.connections", unit: "count", value: node.connections },
  { label: "system.memory", unit: "sharedBytes", value: node.processBytes, most: node.memoryBytes },
  { label: "system.heap", unit: "bytes", value: node.heapBytes },
  { label: "system.backlog", unit: "sharedBytes", value: node.backlogBytes, most: node.backlogLimit },
  { label: "system.errors", unit: "count", value: node.errors },
];

export const factsOfLink = ({ link, beatMilliseconds }: SystemReport["link"]): readonly Fact[] => [
  { label: "system.linkState", unit: "words", value: linkWords[link] },
  ...known("system.beat", "milliseconds", beatMilliseconds),
];

export function factsOfDatabase(report: DatabaseReport): readonly Fact[] {
  const { version, migrationsApplied, migrationsPending, connections, maxConnections } = report;
  if (version === undefined) return [];
  return [
    { label: "settings.version", unit: "text", value: version },
    ...known("system.size", "bytes", report.sizeBytes),
    ...(migrationsApplied === undefined || migrationsPending === undefined
      ? []
      : [
          {
            label: "system.migrations",
            unit: "migrations",
            applied: migrationsApplied,
            pending: migrationsPending,
          } as const,
        ]),
    ...(connections === undefined || maxConnections === undefined
      ? []
      : [{ label: "system.dbConnections", unit: "share", value: connections, most: maxConnections } as const]),
    ...known("system.commit", "milliseconds", report.commitMilliseconds),
    ...known("system.standbys", "count", report.standbys),
    ...known("system.lag", "milliseconds", report.standbyLagMilliseconds),
  ];
}

export const factsOfStorage = ({ kind, freeBytes, totalBytes }: SystemReport["storage"]): readonly Fact[] => [
  { label: "system.kind", unit: "words", value: kind === "directory" ? "system.directory" : "system.objectStorage" },
  ...(freeBytes === undefined || totalBytes === undefined
    ? []
    : [{ label: "system.free", unit: "sharedBytes", value: freeBytes, most: totalBytes } as const]),
];

export const factsOfWork = (work: SystemReport["work"]): readonly Fact[] => [
  ...waiting("system.filesWaiting", work.filesWaiting, work.filesWaitingSeconds),
  ...waiting("system.overdue", work.overdue, work.overdueSeconds),
  ...known("system.unindexed", "count", work.unindexed),
];

export const factsOfCounts = (counts: SystemReport["counts"]): readonly Fact[] => [
  ...known("system.users", "count", counts.users),
  ...known("system.sessions", "count", counts.sessions),
  ...known("system.conversations", "count", counts.conversations),
  ...known("system.messages", "count", counts.messages),
];

const known = (label: Word, unit: "count" | "bytes" | "milliseconds", value: number | undefined): readonly Fact[] =>
  value === undefined ? [] : [{ label, unit, value }];

const waiting = (label: Word, value: number | undefined, seconds: number | undefined): readonly Fact[] =>
  seconds === undefined || value === undefined
    ? known(label, "count", value)
    : [{ label, unit: "waiting", value, seconds }];
