import { UserPlus } from "lucide-react";
import { useCallback, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import { mapped } from "../../core/outcome.ts";
import type { AccountKind } from "../../core/rest/Api.ts";
import { Choice } from "../../ui/Choice.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Account } from "../../wire/index.ts";
import { MoreInView } from "../Files/MoreInView.tsx";
import { AccountLayer, type Layer } from "./AccountLayer.tsx";
import { AccountRow } from "./AccountRow.tsx";
import styles from "./Identity.module.css";
import { PlaceTitle } from "./places/PlaceTitle.tsx";
import { usePages } from "./usePages.ts";

const kinds = {
  active: "admin.kindActive",
  administrators: "admin.kindAdministrators",
  deactivated: "admin.kindDeactivated",
  any: "admin.kindAny",
} as const;

/** The accounts of the company, for its administrators. */
export function AdminUsersPage() {
  const intl = useIntl();
  const { administration } = useClient().api;
  const { failure, run } = useCommand();
  const [query, setQuery] = useState("");
  const [kind, setKind] = useState<AccountKind>("active");
  const [layer, setLayer] = useState<Layer>();
  const load = useCallback(
    async (after?: string) =>
      mapped(await administration.accounts(query, kind, after), ({ accounts, next }) => ({ rows: accounts, next })),
    [administration, query, kind],
  );
  const { rows, change, more, hasMore, busy, failure: notLoaded } = usePages<Account>(load);
  const replace = (account: Account) =>
    change((held) => held.map((one) => (one.user.id === account.user.id ? account : one)));
  return (
    <>
      <PlaceTitle id="admin.title">
        <button type="button" className={controls["primary"]} onClick={() => setLayer({ kind: "create" })}>
          <UserPlus size={18} strokeWidth={1.75} aria-hidden="true" />
          <FormattedMessage id="admin.create" />
        </button>
      </PlaceTitle>
      <div className={styles["filters"]}>
        <Field
          label={intl.formatMessage({ id: "people.search" })}
          type="search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <Choice
          label={intl.formatMessage({ id: "admin.kind" })}
          value={kind}
          options={Object.fromEntries(Object.entries(kinds).map(([key, id]) => [key, intl.formatMessage({ id })]))}
          onChange={(next) => setKind(next as AccountKind)}
        />
      </div>
      <FailureText failure={failure ?? notLoaded} />
      {rows?.length === 0 && (
        <p className={styles["quiet"]}>
          <FormattedMessage id="admin.none" />
        </p>
      )}
      <ul className={styles["sessions"]}>
        {rows?.map((account) => (
          <AccountRow key={account.user.id} account={account} run={run} onChanged={replace} onLayer={setLayer} />
        ))}
      </ul>
      {hasMore && (
        <MoreInView key={`${kind} ${query}`} count={rows?.length ?? 0} asking={busy} onMore={() => more?.()} />
      )}
      {layer !== undefined && (
        <AccountLayer
          layer={layer}
          onLayer={setLayer}
          onChanged={replace}
          onMade={(account) => change((held) => [account, ...held])}
        />
      )}
    </>
  );
}
