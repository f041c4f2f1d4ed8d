import { useLayoutEffect, useRef, useState } from "react";
import { FormattedMessage } from "react-intl";
import { useActing } from "./acting.ts";
import { mayFold } from "./folding.model.ts";
import { MessageText } from "./MessageText.tsx";
import styles from "./Row.module.css";

interface FoldedTextProps {
  readonly seq: number;
  readonly text: string;
}

/** The text of a message; of a long one the beginning, until the user wants the rest. */
export function FoldedText({ seq, text }: FoldedTextProps) {
  return mayFold(text) ? <Folding seq={seq} text={text} /> : <MessageText text={text} />;
}

function Folding({ seq, text }: FoldedTextProps) {
  const acting = useActing();
  const words = useRef<HTMLDivElement>(null);
  // Rows come and go while one scrolls: what was unfolded stays so.
  const [whole, setWhole] = useState(() => acting?.unfolded.has(seq) === true);
  const [cut, setCut] = useState(false);
  useLayoutEffect(() => {
    const { current: element } = words;
    if (element === null || whole) return;
    const measure = () => setCut(element.scrollHeight > element.clientHeight + 1);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [whole]);
  const toggle = () => {
    if (whole) acting?.unfolded.delete(seq);
    else acting?.unfold(seq);
    setWhole(!whole);
  };
  return (
    <>
      <div ref={words} className={whole ? undefined : styles["folded"]} data-cut={(cut && !whole) || undefined}>
        <MessageText text={text} />
      </div>
      {cut && (
        <button type="button" className={styles["fold"]} aria-expanded={whole} onClick={toggle}>
          <FormattedMessage id={whole ? "message.less" : "message.whole"} />
        </button>
      )}
    </>
  );
}
