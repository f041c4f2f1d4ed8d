import { useMemo, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useDepartments, useUsers } from "../../client.ts";
import { namedIn, totalsOf } from "../../core/directory/departmentTree.ts";
import { DepartmentTree } from "../Directory/DepartmentTree.tsx";
import { Chip } from "./Chip.tsx";
import rows from "./Entry.module.css";
import styles from "./Groups.module.css";
import { type Chosen, toggled } from "./members.model.ts";
import { PeoplePicker } from "./PeoplePicker.tsx";

interface MembersPickerProps {
  readonly chosen: Chosen;
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (chosen: Chosen) => void;
}

/** Chooses persons and whole departments. What is chosen stands above, whatever is searched for. */
export function MembersPicker({ chosen, hidden, onChange }: MembersPickerProps) {
  const intl = useIntl();
  const departments = useDepartments() ?? [];
  const [text, setText] = useState("");
  const totals = useMemo(() => totalsOf(departments), [departments]);
  const picked = useMemo(() => new Set(chosen.departmentIds), [chosen.departmentIds]);
  const users = useUsers(chosen.userIds);
  const person = (id: string) => onChange({ ...chosen, userIds: toggled(chosen.userIds, id) });
  const department = (id: string) => onChange({ ...chosen, departmentIds: toggled(chosen.departmentIds, id) });
  const label = (id: string) =>
    intl.formatMessage(
      { id: "departments.withCount" },
      { name: departments.find((held) => held.id === id)?.name ?? "…", count: totals.get(id) ?? 0 },
    );
  return (
    <>
      {chosen.userIds.length + chosen.departmentIds.length > 0 && (
        <ul className={styles["chips"]} aria-label={intl.formatMessage({ id: "people.chosen" })}>
          {chosen.departmentIds.map((id) => (
            <Chip key={id} label={label(id)} onRemove={() => department(id)} />
          ))}
          {chosen.userIds.map((id, index) => (
            <Chip key={id} label={users[index]?.displayName ?? "…"} onRemove={() => person(id)} />
          ))}
        </ul>
      )}
      <PeoplePicker chosen={chosen.userIds} hidden={hidden} onPick={({ id }) => person(id)} onText={setText}>
        {namedIn(departments, text).map(({ id }) => (
          <li key={id}>
            <button
              type="button"
              className={rows["person"]}
              aria-pressed={picked.has(id)}
              onClick={() => department(id)}
            >
              <bdi>{label(id)}</bdi>
            </button>
          </li>
        ))}
      </PeoplePicker>
      {departments.length > 0 && (
        <details className={styles["wholeDepartments"]}>
          <summary>
            <FormattedMessage id="departments.pick" />
          </summary>
          <DepartmentTree
            departments={departments}
            label={intl.formatMessage({ id: "departments.title" })}
            selected={picked}
            multiple
            onSelect={({ id }) => department(id)}
          />
        </details>
      )}
    </>
  );
}
