import { FormattedMessage } from "react-intl";
import { mayStillSucceed } from "../../core/outcome.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import type { CommandFailure } from "../../ui/useCommand.ts";
import { stop } from "./resultKeys.ts";
import { useConnected } from "./useConnected.ts";

interface SearchFailureProps {
  readonly failure: CommandFailure;
  readonly onRetry: () => void;
}

/** Why a search failed, where that is not just what was typed or the want of a connection. */
export function SearchFailure({ failure, onRetry }: SearchFailureProps) {
  const connected = useConnected();
  if (failure === "text_empty" || (failure === "unknown" && !connected)) return null;
  return (
    <>
      <FailureText failure={failure} />
      {(failure === "unknown" || (failure !== "too_old" && mayStillSucceed(failure))) && (
        <button type="button" className={controls["button"]} onClick={onRetry} {...stop}>
          <FormattedMessage id="tryAgain" />
        </button>
      )}
    </>
  );
}
