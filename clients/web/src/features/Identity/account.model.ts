import type { Account, CreateAccount, UpdateAccount } from "../../wire/index.ts";

/** An account as a form has it: what is not there is empty. */
export interface AccountFields {
  readonly userName: string;
  readonly displayName: string;
  readonly email: string;
  readonly title: string;
  /** The department with those above it, from the top, apart by `/`. */
  readonly department: string;
  readonly phone: string;
  readonly isAdministrator: boolean;
}

export const fieldsOf = (account: Account | undefined): AccountFields => ({
  userName: account?.user.userName ?? "",
  displayName: account?.user.displayName ?? "",
  email: account?.email ?? "",
  title: account?.user.title ?? "",
  department: account?.departmentPath ?? "",
  phone: account?.phone ?? "",
  isAdministrator: account?.isAdministrator ?? false,
});

const trimmed = (fields: AccountFields): AccountFields => ({
  ...fields,
  userName: fields.userName.trim(),
  displayName: fields.displayName.trim(),
  email: fields.email.trim(),
  title: fields.title.trim(),
  department: fields.department.trim(),
  phone: fields.phone.trim(),
});

/** The account that a form asks for; what is empty in it is left out. */
export function createdBy(fields: AccountFields): CreateAccount {
  const { userName, displayName, isAdministrator, ...more } = trimmed(fields);
  const filled = Object.entries(more).filter(([, value]) => value !== "");
  return { userName, displayName, isAdministrator, ...Object.fromEntries(filled) };
}

/** What a form changes of an account, and nothing else: another administrator may be changing the rest. */
export function changedBy(account: Account, fields: AccountFields): UpdateAccount {
  const held = fieldsOf(account);
  const changed = Object.entries(trimmed(fields)).filter(
    ([name, value]) => name !== "userName" && held[name as keyof AccountFields] !== value,
  );
  return Object.fromEntries(changed);
}
