import type { CreateDepartment, Department, UpdateDepartment } from "../../wire/index.ts";

/** Names the top where a department is moved to it. */
const TOP = "00000000-0000-0000-0000-000000000000";

/** A department as a form has it. */
export interface DepartmentFields {
  readonly name: string;
  /** Empty at the top. */
  readonly parentId: string;
  readonly position: number;
  readonly headIds: readonly string[];
}

export const departmentFields = (department: Department | undefined, parentId = ""): DepartmentFields => ({
  name: department?.name ?? "",
  parentId: department === undefined ? parentId : (department.parentId ?? ""),
  position: department?.position ?? 0,
  headIds: department?.headIds ?? [],
});

/** The id is made once and repeated on retries. */
export const newDepartment = (
  id: string,
  { name, parentId, position, headIds }: DepartmentFields,
): CreateDepartment => ({
  id,
  name: name.trim(),
  position,
  headIds,
  ...(parentId === "" ? {} : { parentId }),
});

/** What a form changes of a department. */
export function departmentChange(department: Department, fields: DepartmentFields): UpdateDepartment {
  const held = departmentFields(department);
  const name = fields.name.trim();
  return {
    ...(name === held.name ? {} : { name }),
    ...(fields.parentId === held.parentId ? {} : { parentId: fields.parentId === "" ? TOP : fields.parentId }),
    ...(fields.position === held.position ? {} : { position: fields.position }),
    ...(fields.headIds.join() === held.headIds.join() ? {} : { headIds: fields.headIds }),
  };
}
