import type { Ref } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import styles from "./Switcher.module.css";
import { SwitcherRow } from "./SwitcherRow.tsx";
import type { Entry, Section } from "./switcher.model.ts";

interface SwitcherListProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly id: string;
  readonly sections: readonly Section[];
  /** The key of the entry that Enter takes. */
  readonly active: string | undefined;
  readonly optionOf: (key: string) => string;
  readonly onPoint: (key: string) => void;
  readonly onTake: (entry: Entry) => void;
}

/** What the switcher offers, under headings. The field has the focus and the keys. */
export function SwitcherList({ ref, id, sections, active, optionOf, onPoint, onTake }: SwitcherListProps) {
  const intl = useIntl();
  return (
    <div className={styles["body"]} ref={ref}>
      <div role="listbox" id={id} aria-label={intl.formatMessage({ id: "switcher.results" })}>
        {sections.map(({ title, entries }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
          <div key={title} role="group" aria-labelledby={`${id}-${title}`}>
            <div className={styles["section"]} id={`${id}-${title}`} role="presentation">
              <FormattedMessage id={title} />
            </div>
            {entries.map((entry) => (
              <SwitcherRow
                key={entry.key}
                entry={entry}
                id={optionOf(entry.key)}
                active={entry.key === active}
                onPoint={() => onPoint(entry.key)}
                onTake={() => onTake(entry)}
              />
            ))}
          </div>
        ))}
      </div>
      {sections.length === 0 && (
        <p className={styles["none"]}>
          <FormattedMessage id="switcher.none" />
        </p>
      )}
    </div>
  );
}
