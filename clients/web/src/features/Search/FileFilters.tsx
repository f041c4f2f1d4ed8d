import { FormattedMessage, useIntl } from "react-intl";
import type { MessageId } from "../../i18n/I18n.tsx";
import type { FileKind } from "../../wire/index.ts";
import { FromPerson, InConversation, type SearchFiltersProps } from "./MessageFilters.tsx";
import styles from "./Search.module.css";
import { FILE_KINDS, kindOf } from "./search.model.ts";

const words: Record<FileKind, MessageId> = {
  image: "files.pictures",
  video: "files.videos",
  audio: "files.heard",
  document: "files.saved",
};

/** Which files are wanted. */
export function FileFilters({ search, onChange }: SearchFiltersProps) {
  const intl = useIntl();
  return (
    <fieldset className={styles["filters"]}>
      <legend className={styles["legend"]}>
        <FormattedMessage id="search.filters" />
      </legend>
      <InConversation search={search} onChange={onChange} />
      <FromPerson search={search} onChange={onChange} />
      <select
        className={styles["order"]}
        aria-label={intl.formatMessage({ id: "files.kind" })}
        value={search.kind ?? ""}
        onChange={(event) => onChange({ kind: kindOf(event.target.value) })}
      >
        <option value="">{intl.formatMessage({ id: "files.anyKind" })}</option>
        {FILE_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {intl.formatMessage({ id: words[kind] })}
          </option>
        ))}
      </select>
    </fieldset>
  );
}
