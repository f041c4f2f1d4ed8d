import { type FormEvent, useId, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { chance } from "../../browser/ports.ts";
import { useClient, useMessenger, useUsers } from "../../client.ts";
import { pathName, withinOf } from "../../core/directory/departmentTree.ts";
import { Choice } from "../../ui/Choice.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Department } from "../../wire/index.ts";
import { Chip } from "../Conversations/Chip.tsx";
import { toggled } from "../Conversations/members.model.ts";
import { PeoplePicker } from "../Conversations/PeoplePicker.tsx";
import styles from "./Directory.module.css";
import { departmentChange, departmentFields, newDepartment } from "./department.model.ts";

interface DepartmentFormProps {
  readonly departments: readonly Department[];
  /** Absent: a new one is made. */
  readonly department: Department | undefined;
  /** Where a new one is put. */
  readonly parentId: string | undefined;
  readonly onClose: () => void;
}

/** Makes a department, or renames and moves one and says who leads it. */
export function DepartmentForm({ departments, department, parentId, onClose }: DepartmentFormProps) {
  const intl = useIntl();
  const { api } = useClient();
  const messenger = useMessenger();
  const { busy, failure, run } = useCommand();
  const [id] = useState(() => chance.id());
  const formId = useId();
  const [fields, setFields] = useState(() => departmentFields(department, parentId));
  const heads = useUsers(fields.headIds);
  const barred = department === undefined ? new Set<string>() : withinOf(departments, department.id);
  const parents = Object.fromEntries([
    ["", intl.formatMessage({ id: "departments.top" })],
    ...departments.filter((other) => !barred.has(other.id)).map((other) => [other.id, pathName(departments, other.id)]),
  ]);
  const head = (userId: string) => setFields({ ...fields, headIds: toggled(fields.headIds, userId) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { administration } = api;
    void run(
      () =>
        department === undefined
          ? administration.createDepartment(newDepartment(id, fields))
          : administration.updateDepartment(department.id, departmentChange(department, fields)),
      () => {
        void messenger.departments.load();
        onClose();
      },
    );
  };
  return (
    <Modal
      title={
        department === undefined
          ? intl.formatMessage({ id: "departments.create" })
          : intl.formatMessage({ id: "departments.edit" }, { name: department.name })
      }
      onClose={onClose}
    >
      <form id={formId} className={controls["stack"]} onSubmit={submit}>
        <Field
          label={intl.formatMessage({ id: "departments.name" })}
          required
          maxLength={100}
          pattern="[^\/]*"
          title={intl.formatMessage({ id: "departments.noSlash" })}
          autoComplete="off"
          value={fields.name}
          onChange={(event) => setFields({ ...fields, name: event.target.value })}
        />
        <Choice
          label={intl.formatMessage({ id: "departments.parent" })}
          value={fields.parentId}
          options={parents}
          onChange={(next) => setFields({ ...fields, parentId: next })}
        />
        <Field
          label={intl.formatMessage({ id: "departments.position" })}
          type="number"
          step={1}
          value={fields.position}
          onChange={(event) => setFields({ ...fields, position: event.target.valueAsNumber || 0 })}
        />
      </form>
      {/* Outside of the form: Enter in the search for people saves nothing. */}
      <div className={controls["field"]}>
        <span className={controls["label"]}>
          <FormattedMessage id="departments.heads" />
        </span>
        {fields.headIds.length > 0 && (
          <ul className={styles["chips"]} aria-label={intl.formatMessage({ id: "departments.heads" })}>
            {fields.headIds.map((userId, index) => (
              <Chip key={userId} label={heads[index]?.displayName ?? "…"} onRemove={() => head(userId)} />
            ))}
          </ul>
        )}
        <details>
          <summary>
            <FormattedMessage id="departments.pickHeads" />
          </summary>
          <PeoplePicker chosen={fields.headIds} onPick={({ id: userId }) => head(userId)} />
        </details>
      </div>
      <FailureText failure={failure} />
      <div className={controls["actions"]}>
        <button
          type="submit"
          form={formId}
          className={controls["primary"]}
          disabled={busy || fields.name.trim() === ""}
        >
          <FormattedMessage id="save" />
        </button>
      </div>
    </Modal>
  );
}
