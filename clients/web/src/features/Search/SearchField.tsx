import { Search } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import controls from "../../ui/controls.module.css";
import { isImeKey } from "../../ui/imeKey.ts";
import { stop } from "./resultKeys.ts";
import styles from "./Search.module.css";
import { LONGEST_QUERY } from "./search.model.ts";

/** Somebody who types is not answered after each key, in milliseconds. */
const SEARCH_AFTER = 200;

interface SearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly id?: string;
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Enter was pressed on what is searched for already. */
  readonly onAgain: () => void;
}

/** What is searched for. Enter does not wait, Escape clears. */
export function SearchField({ field, id, label, placeholder, text, onText, onAgain }: SearchFieldProps) {
  const [typed, setTyped] = useState(text);
  const [composing, setComposing] = useState(false);
  const said = useRef(text);

  const say = (next: string) => {
    said.current = next;
    onText(next);
  };
  // The address changed by other hands: another search was opened. What was typed since the last word to the address is newer than its echo.
  useEffect(() => {
    if (text === said.current) return;
    said.current = text;
    setTyped(text);
  }, [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed is a reason to wait anew
  useEffect(() => {
    if (composing || typed === said.current) return;
    const timer = setTimeout(() => say(typed), SEARCH_AFTER);
    return () => clearTimeout(timer);
  }, [typed, composing]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isImeKey(event.nativeEvent)) return;
    if (event.key === "Enter" && typed === said.current) onAgain();
    if (event.key === "Enter" && typed !== said.current) say(typed);
    if (event.key === "Escape" && typed !== "") {
      event.preventDefault();
      setTyped("");
      say("");
    }
  };
  return (
    <search className={styles["field"]}>
      <Search size={20} strokeWidth={1.75} aria-hidden="true" />
      <input
        ref={field}
        className={controls["input"]}
        type="search"
        dir="auto"
        enterKeyHint="search"
        autoComplete="off"
        id={id}
        aria-label={label}
        placeholder={placeholder}
        maxLength={LONGEST_QUERY}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onKeyDown={onKeyDown}
        {...stop}
      />
    </search>
  );
}
