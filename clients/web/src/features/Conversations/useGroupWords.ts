import { useIntl } from "react-intl";
import type { MessageId } from "../../i18n/I18n.tsx";
import type { Joining, Visibility } from "../../wire/index.ts";

const visibility: Record<Visibility, MessageId> = { private: "visibility.private", public: "visibility.public" };
const joining: Record<Joining, MessageId> = {
  open: "joining.open",
  approval: "joining.approval",
  invited: "joining.invited",
};

/** The values of a group's settings, in words. */
export function useGroupWords() {
  const intl = useIntl();
  const inWords = <Value extends string>(ids: Record<Value, MessageId>) =>
    Object.fromEntries(
      Object.entries<MessageId>(ids).map(([value, id]) => [value, intl.formatMessage({ id })]),
    ) as Record<Value, string>;
  return { visibility: inWords(visibility), joining: inWords(joining) };
}
