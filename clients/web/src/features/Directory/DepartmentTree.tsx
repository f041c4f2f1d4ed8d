import { ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { type DepartmentNode, pathOf, rowsOf, type TreeRow, treeOf } from "../../core/directory/departmentTree.ts";
import { isImeKey } from "../../ui/imeKey.ts";
import type { Department } from "../../wire/index.ts";
import styles from "./Directory.module.css";
import { stepIn } from "./tree.model.ts";

interface DepartmentTreeProps {
  readonly departments: readonly Department[];
  readonly label: string;
  readonly selected: ReadonlySet<string>;
  /** Several can be chosen; else one. */
  readonly multiple?: boolean;
  readonly onSelect: (department: Department) => void;
}

/** The departments of the company. Arrows go about in it, as in any tree; Enter or Space selects. */
export function DepartmentTree({ departments, label, selected, multiple = false, onSelect }: DepartmentTreeProps) {
  const nodes = useMemo(() => treeOf(departments), [departments]);
  const [open, setOpen] = useState(() => firstOpen(nodes, departments, selected));
  const [at, setAt] = useState<string>();
  const tree = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const rows = useMemo(() => rowsOf(nodes, (id) => open.has(id)), [nodes, open]);
  const stopAt =
    rows.find(({ department }) => department.id === at) ?? rows.find(({ department }) => selected.has(department.id));
  const current = (stopAt ?? rows[0])?.department.id;

  useEffect(() => {
    if (moved.current) tree.current?.querySelector<HTMLElement>(`[data-id="${current}"]`)?.focus();
    moved.current = false;
  }, [current]);

  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isImeKey(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows.find(({ department }) => department.id === current);
    if (row === undefined) return;
    const step = stepIn(rows, row, event.key, open.has(row.department.id));
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (step === "toggle") toggle(row.department.id);
    else if (step === "select") onSelect(row.department);
    else if (step !== current) {
      moved.current = true;
      setAt(step);
    }
  };
  return (
    <div
      ref={tree}
      role="tree"
      className={styles["tree"]}
      aria-label={label}
      aria-multiselectable={multiple || undefined}
      onKeyDown={onKeyDown}
      tabIndex={-1}
    >
      {rows.map((row) => (
        <Row
          key={row.department.id}
          row={row}
          isOpen={open.has(row.department.id)}
          isSelected={selected.has(row.department.id)}
          isStop={row.department.id === current}
          onToggle={() => toggle(row.department.id)}
          onSelect={() => {
            setAt(row.department.id);
            onSelect(row.department);
          }}
        />
      ))}
    </div>
  );
}

interface RowProps {
  readonly row: TreeRow;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  readonly isStop: boolean;
  readonly onToggle: () => void;
  readonly onSelect: () => void;
}

function Row({ row, isOpen, isSelected, isStop, onToggle, onSelect }: RowProps) {
  const { department, level, children, total, place, siblings } = row;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
    <div
      role="treeitem"
      className={styles["treeItem"]}
      style={{ paddingInlineStart: 4 + (level - 1) * 16 }}
      data-id={department.id}
      tabIndex={isStop ? 0 : -1}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-selected={isSelected}
      aria-expanded={children.length === 0 ? undefined : isOpen}
      onClick={onSelect}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: for the pointer; the arrow keys do the same */}
      <span
        className={styles["twist"]}
        data-open={isOpen || undefined}
        onClick={(event) => {
          if (children.length === 0) return;
          event.stopPropagation();
          onToggle();
        }}
      >
        {children.length > 0 && <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" />}
      </span>
      <bdi className={styles["treeName"]}>{department.name}</bdi>
      <span className={styles["count"]}>{total}</span>
    </div>
  );
}

/** A tree that is small is open at first; else what leads to what is selected. */
function firstOpen(
  nodes: readonly DepartmentNode[],
  departments: readonly Department[],
  selected: ReadonlySet<string>,
) {
  if (departments.length <= 20) return new Set(departments.map(({ id }) => id));
  const above = [...selected].flatMap((id) => pathOf(departments, id).map((department) => department.id));
  return new Set(nodes.length === 1 ? [...above, ...nodes.map(({ department }) => department.id)] : above);
}
