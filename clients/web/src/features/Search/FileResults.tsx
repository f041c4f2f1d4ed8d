import { useMemo } from "react";
import { FormattedMessage } from "react-intl";
import { useMessenger } from "../../client.ts";
import { FileResult } from "./FileResult.tsx";
import { Results } from "./Results.tsx";
import styles from "./Search.module.css";
import { fileKeyOf, fileRequestOf, type SearchAddress } from "./search.model.ts";

/** The files whose names are found. */
export function FileResults({ search }: { readonly search: SearchAddress }) {
  const { files } = useMessenger().finders;
  const request = useMemo(() => fileRequestOf(search), [search]);
  return (
    <Results
      finder={files}
      request={request}
      hint={
        <p className={styles["none"]}>
          <FormattedMessage id="search.hintFiles" />
        </p>
      }
      none={<FormattedMessage id="search.none" />}
    >
      {(hit) => <FileResult key={fileKeyOf(hit)} hit={hit} />}
    </Results>
  );
}
