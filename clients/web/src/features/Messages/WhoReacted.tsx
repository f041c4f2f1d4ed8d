import { FormattedList, FormattedMessage } from "react-intl";
import { useUsers } from "../../client.ts";
import type { Reaction } from "../../wire/index.ts";

/** So many are named. */
const NAMED = 10;

/** Whose reactions these are, by name as far as there is room. */
export function WhoReacted({ reaction: { emoji, count, userIds } }: { readonly reaction: Reaction }) {
  const users = useUsers(userIds.slice(0, NAMED));
  const names = users.map((user) => user?.displayName ?? "…");
  return (
    <FormattedMessage
      id="reactions.who"
      values={{ names: <FormattedList value={names} />, emoji, others: count - names.length }}
    />
  );
}
