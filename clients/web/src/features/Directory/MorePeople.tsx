import { FormattedMessage } from "react-intl";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { stop } from "../Search/resultKeys.ts";
import type { useUserPages } from "./useUserPages.ts";

/** The way to the next page, and why it could not be had. */
export function MorePeople({ pages }: { readonly pages: ReturnType<typeof useUserPages> }) {
  const { more, busy, failure } = pages;
  return (
    <>
      <FailureText failure={failure} />
      {more !== undefined && (
        <button
          type="button"
          className={controls["button"]}
          aria-disabled={busy}
          onClick={() => !busy && more()}
          {...stop}
        >
          <FormattedMessage id="own.more" />
        </button>
      )}
    </>
  );
}
