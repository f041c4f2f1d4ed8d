import { FolderPlus } from "lucide-react";
import { useMemo, useState } from "react";
import { FormattedList, FormattedMessage, useIntl } from "react-intl";
import { useClient, useDepartments, useMessenger, useUsers } from "../../client.ts";
import { rowsOf, type TreeRow, treeOf } from "../../core/directory/departmentTree.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import controls from "../../ui/controls.module.css";
import { useCommand } from "../../ui/useCommand.ts";
import type { Department } from "../../wire/index.ts";
import identity from "../Identity/Identity.module.css";
import { PlaceTitle } from "../Identity/places/PlaceTitle.tsx";
import { DepartmentForm } from "./DepartmentForm.tsx";
import styles from "./Directory.module.css";

type Layer =
  | { readonly kind: "form"; readonly department?: Department; readonly parentId?: string | undefined }
  | { readonly kind: "remove"; readonly department: Department };

/** The departments of the company, for its administrators. */
export function AdminDepartments() {
  const intl = useIntl();
  const departments = useDepartments();
  const rows = useMemo(() => rowsOf(treeOf(departments ?? []), () => true), [departments]);
  const [layer, setLayer] = useState<Layer>();
  const close = () => setLayer(undefined);
  return (
    <>
      <PlaceTitle id="departments.title">
        <button type="button" className={controls["primary"]} onClick={() => setLayer({ kind: "form" })}>
          <FolderPlus size={18} strokeWidth={1.75} aria-hidden="true" />
          <FormattedMessage id="departments.create" />
        </button>
      </PlaceTitle>
      {departments?.length === 0 && (
        <p className={identity["quiet"]}>
          <FormattedMessage id="departments.none" />
        </p>
      )}
      <ul className={identity["sessions"]}>
        {rows.map((row) => (
          <Row
            key={row.department.id}
            row={row}
            label={(id) => intl.formatMessage({ id }, { name: row.department.name })}
            onLayer={setLayer}
          />
        ))}
      </ul>
      {layer?.kind === "form" && departments !== undefined && (
        <DepartmentForm
          departments={departments}
          department={layer.department}
          parentId={layer.parentId}
          onClose={close}
        />
      )}
      {layer?.kind === "remove" && <Remove department={layer.department} onClose={close} />}
    </>
  );
}

interface RowProps {
  readonly row: TreeRow;
  readonly label: (id: "departments.addBelow" | "departments.edit" | "departments.removeTitle") => string;
  readonly onLayer: (layer: Layer) => void;
}

function Row({ row: { department, level, total }, label, onLayer }: RowProps) {
  const heads = useUsers(department.headIds);
  const button = (
    id: Parameters<RowProps["label"]>[0],
    words: "admin.edit" | "delete" | "departments.below",
    layer: Layer,
  ) => (
    <button
      type="button"
      className={words === "delete" ? controls["danger"] : controls["button"]}
      aria-label={label(id)}
      onClick={() => onLayer(layer)}
    >
      <FormattedMessage id={words} />
    </button>
  );
  return (
    <li className={identity["session"]} style={{ paddingInlineStart: (level - 1) * 24 }}>
      <span className={identity["grow"]}>
        <bdi className={styles["adminName"]}>{department.name}</bdi>
        <span className={identity["quiet"]}>
          <FormattedMessage id="departments.people" values={{ count: total }} />
          {heads.length > 0 && (
            <>
              {" · "}
              <FormattedMessage
                id="departments.headedBy"
                values={{ names: <FormattedList value={heads.map((user) => user?.displayName ?? "…")} /> }}
              />
            </>
          )}
        </span>
      </span>
      <span className={identity["rowActions"]}>
        {button("departments.addBelow", "departments.below", { kind: "form", parentId: department.id })}
        {button("departments.edit", "admin.edit", { kind: "form", department })}
        {button("departments.removeTitle", "delete", { kind: "remove", department })}
      </span>
    </li>
  );
}

function Remove({ department, onClose }: { readonly department: Department; readonly onClose: () => void }) {
  const intl = useIntl();
  const { api } = useClient();
  const { departments } = useMessenger();
  const { busy, failure, run } = useCommand();
  const remove = () =>
    void run(
      () => api.administration.removeDepartment(department.id),
      () => {
        void departments.load();
        onClose();
      },
    );
  return (
    <Confirm
      title={intl.formatMessage({ id: "departments.removeTitle" }, { name: department.name })}
      action={intl.formatMessage({ id: "delete" })}
      busy={busy}
      failure={failure}
      onConfirm={remove}
      onClose={onClose}
    >
      <FormattedMessage id="departments.removeExplanation" />
    </Confirm>
  );
}
