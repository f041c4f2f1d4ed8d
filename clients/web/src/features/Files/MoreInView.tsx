import { useEffect, useRef } from "react";
import { FormattedMessage } from "react-intl";
import controls from "../../ui/controls.module.css";

interface MoreInViewProps {
  /** So many are there before it. */
  readonly count: number;
  readonly asking: boolean;
  readonly onMore: () => void;
}

/** A button for more that is pressed by being seen. */
export function MoreInView({ count, asking, onMore }: MoreInViewProps) {
  const button = useRef<HTMLButtonElement>(null);
  const more = useRef(onMore);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stays in view after a page is told of only to an observer that begins
  useEffect(() => {
    if (button.current === null) return;
    const observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) more.current();
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [count]);
  return (
    <div>
      <button ref={button} type="button" className={controls["button"]} aria-disabled={asking} onClick={onMore}>
        <FormattedMessage id="own.more" />
      </button>
    </div>
  );
}
