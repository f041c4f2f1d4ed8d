import { FormattedMessage } from "react-intl";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import type { useMemberPages } from "./useMemberPages.ts";

/** What stands below the members that are known: why no more are, or the way to more. */
export function MoreMembers({ pages }: { readonly pages: ReturnType<typeof useMemberPages> }) {
  const { busy, failure, hasMore, more } = pages;
  if (failure === undefined && !hasMore) return null;
  return (
    <>
      <FailureText failure={failure} />
      <button type="button" className={controls["button"]} disabled={busy} onClick={more}>
        <FormattedMessage id={failure === undefined ? "admin.more" : "tryAgain"} />
      </button>
    </>
  );
}
