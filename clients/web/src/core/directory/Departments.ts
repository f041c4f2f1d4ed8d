import { createStore } from "zustand/vanilla";
import type { Department, DepartmentTree } from "../../wire/index.ts";
import { type Outcome, Unknown } from "../outcome.ts";

export interface DepartmentsState {
  /** Parents before children, siblings in their order; undefined until they are known. */
  readonly departments: readonly Department[] | undefined;
}

/** The departments of the company. They change seldom: whoever shows them asks anew, and shows the held ones meanwhile. */
export class Departments {
  readonly store = createStore<DepartmentsState>(() => ({ departments: undefined }));
  readonly #get: () => Promise<Outcome<DepartmentTree>>;

  constructor(get: () => Promise<Outcome<DepartmentTree>>) {
    this.#get = get;
  }

  async load(): Promise<void> {
    try {
      const tree = await this.#get();
      if (tree.ok) this.store.setState({ departments: tree.value.departments });
    } catch (fault) {
      if (!(fault instanceof Unknown)) throw fault;
    }
  }
}
