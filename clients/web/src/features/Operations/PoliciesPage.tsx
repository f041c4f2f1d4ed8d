import { useEffect, useState } from "react";
import { FormattedMessage, type IntlShape, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Policy } from "../../wire/index.ts";
import { sizeInWords } from "../Files/files.model.ts";
import { PlaceTitle } from "../Identity/places/PlaceTitle.tsx";
import { useDuration } from "../Messages/useDuration.ts";
import styles from "./Operations.module.css";
import { areaWords, isAtOnce, type PolicyRow, partsOf } from "./policies.model.ts";

/** The rules that hold on this server. They are settings of the host: nobody changes them here. */
export function PoliciesPage() {
  const { administration } = useClient().api;
  const { failure, run } = useCommand();
  const [policies, setPolicies] = useState<readonly Policy[]>([]);
  useEffect(() => void run(administration.policies, (list) => setPolicies(list.policies)), [administration, run]);
  return (
    <>
      <PlaceTitle id="policies.title" explanation="policies.more" />
      <FailureText failure={failure} />
      {partsOf(policies).map(({ area, rows }) => (
        <section key={area} className={styles["part"]} aria-labelledby={`area-${area}`}>
          <h2 id={`area-${area}`}>
            <FormattedMessage id={areaWords[area]} />
          </h2>
          <dl className={styles["rules"]}>
            {rows.map((row) => (
              <Rule key={row.policies[0]?.setting} row={row} />
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

function Rule({ row }: { readonly row: PolicyRow }) {
  const intl = useIntl();
  const duration = useDuration();
  const { label, policies } = row;
  const isChanged = policies.some(({ isDefault }) => !isDefault);
  return (
    <div className={styles["rule"]}>
      <dt>
        {label !== undefined && <FormattedMessage id={label} />}
        {policies.map(({ setting }) => (
          <code key={setting} className={styles["setting"]}>
            {setting}
          </code>
        ))}
      </dt>
      <dd>
        {isChanged && (
          <span className={styles["changed"]}>
            <FormattedMessage id="policies.changed" />
          </span>
        )}
        <span>
          {intl.formatList(
            policies.map((policy) => inWords(policy, intl, duration)),
            { type: "unit" },
          )}
        </span>
      </dd>
    </div>
  );
}

function inWords(policy: Policy, intl: IntlShape, duration: (seconds: number) => string): string {
  const { setting, unit, number: value, on, names } = policy;
  switch (unit) {
    case "names":
      return names === undefined || names.length === 0
        ? intl.formatMessage({ id: "policies.none" })
        : intl.formatList(names, { type: "unit" });
    case "switch":
      return intl.formatMessage({ id: on === true ? "policies.on" : "policies.off" });
    default:
      if (value === undefined) return intl.formatMessage({ id: "policies.noBound" });
  }
  switch (unit) {
    case "bytes":
      return sizeInWords(value, intl.locale);
    case "seconds":
      return value === 0 ? intl.formatMessage({ id: "policies.off" }) : duration(value);
    case "per_second":
      return intl.formatMessage({ id: "policies.perSecond" }, { value });
    case "per_minute":
      return intl.formatMessage({ id: "policies.perMinute" }, { value });
    case "count":
      return isAtOnce(setting) ? intl.formatMessage({ id: "policies.atOnce" }, { value }) : intl.formatNumber(value);
    default:
      return unit satisfies never;
  }
}
