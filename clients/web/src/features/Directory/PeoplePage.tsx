import { useMemo, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useLocation, useSearch } from "wouter";
import { useDepartments } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { onResultKey, stop } from "../Search/resultKeys.ts";
import { DepartmentTree } from "./DepartmentTree.tsx";
import styles from "./Directory.module.css";
import { Everybody } from "./Everybody.tsx";
import { FoundPeople } from "./FoundPeople.tsx";
import { PeopleOfDepartment } from "./PeopleOfDepartment.tsx";
import { departmentAddress } from "./people.model.ts";
import { useDirect } from "./useDirect.ts";

/** Everybody in the company, by department or as one finds them. */
export function PeoplePage() {
  const intl = useIntl();
  const [, navigate] = useLocation();
  const wanted = new URLSearchParams(useSearch()).get("department");
  const departments = useDepartments();
  const department = departments?.find(({ id }) => id === wanted);
  const selected = useMemo(() => new Set(department === undefined ? [] : [department.id]), [department]);
  const [text, setText] = useState("");
  const [composing, setComposing] = useState(false);
  const { failure, open } = useDirect();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of what has the focus in it
    <div className={styles["page"]} onKeyDown={onResultKey}>
      <h1 className={styles["heading"]}>
        <FormattedMessage id="people.title" />
      </h1>
      <search>
        <input
          className={controls["input"]}
          type="search"
          dir="auto"
          maxLength={100}
          autoComplete="off"
          aria-label={intl.formatMessage({ id: "people.find" })}
          placeholder={intl.formatMessage({ id: "people.find" })}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          {...stop}
        />
      </search>
      <FailureText failure={failure} />
      <div
        className={styles["columns"]}
        data-tree={(departments?.length ?? 0) > 0 || undefined}
        data-searching={text.trim() !== "" || undefined}
      >
        {departments !== undefined && departments.length > 0 && (
          <div className={styles["side"]}>
            <button
              type="button"
              className={styles["everybody"]}
              aria-pressed={department === undefined}
              onClick={() => navigate(departmentAddress(undefined))}
            >
              <FormattedMessage id="people.everybody" />
            </button>
            <DepartmentTree
              departments={departments}
              label={intl.formatMessage({ id: "departments.title" })}
              selected={selected}
              onSelect={({ id }) => navigate(departmentAddress(id))}
            />
          </div>
        )}
        <div className={styles["found"]}>
          {text.trim() !== "" ? (
            <FoundPeople text={text} composing={composing} department={department} onMessage={open} />
          ) : department !== undefined ? (
            <PeopleOfDepartment key={department.id} department={department} onMessage={open} />
          ) : (
            <Everybody onMessage={open} />
          )}
        </div>
      </div>
    </div>
  );
}
