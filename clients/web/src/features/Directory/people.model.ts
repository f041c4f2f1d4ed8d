import { aliasesOf } from "../../core/personal/items.ts";
import type { Things } from "../../core/personal/things.ts";
import type { PersonHit, User } from "../../wire/index.ts";

/** The address of a department's people. */
export const departmentAddress = (id: string | undefined): string =>
  id === undefined ? "/people" : `/people?department=${id}`;

/** Whether this browser knows a time zone. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** What stands below a name in a list. */
export const aboutPerson = ({ title, department, userName }: User): string => {
  const known = [title, department].filter((part) => part !== undefined && part !== "");
  return known.length === 0 ? userName : known.join(" · ");
};

/** The same below the name of somebody who was found: what he was found by is among it. */
export const aboutHit = ({ user, by }: PersonHit): string =>
  by === "user_name"
    ? [user.userName, user.department].filter((part) => part !== undefined).join(" · ")
    : aboutPerson(user);

/** The ids of those whom the user has starred. */
export const starredIn = (contacts: Things["contact"]): readonly string[] =>
  [...(contacts ?? [])].flatMap(([id, { contact }]) => (contact?.starred === true ? [id] : []));

/** The ids of those whose alias has a text in it; none without a text. */
export function idsNamed(contacts: Things["contact"], text: string): readonly string[] {
  const wanted = text.toLocaleLowerCase();
  if (wanted === "") return [];
  return [...aliasesOf(contacts)].flatMap(([id, alias]) => (alias.toLocaleLowerCase().includes(wanted) ? [id] : []));
}
