import { Search, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { isImeKey } from "../../ui/imeKey.ts";
import { globalChords, isChord } from "../../ui/shortcuts/chords.ts";
import { useFocusBack } from "../../ui/useFocusBack.ts";
import type { Layer } from "./commands.ts";
import styles from "./Switcher.module.css";
import { SwitcherField } from "./SwitcherField.tsx";
import { SwitcherHints } from "./SwitcherHints.tsx";
import { SwitcherList } from "./SwitcherList.tsx";
import { movedTo } from "./switcher.model.ts";
import { useAct } from "./useAct.ts";
import { useSections } from "./useSections.ts";

interface SwitcherProps {
  /** The conversation in which one is. */
  readonly open: string | undefined;
  /** It has closed, and the focus is back where it was. What comes next, if anything. */
  readonly onClose: (then?: Layer) => void;
}

/** Goes anywhere, and does anything, by a few letters of its name. */
export function Switcher({ open, onClose }: SwitcherProps) {
  const intl = useIntl();
  const listId = useId();
  const [shown, setShown] = useState(true);
  const then = useRef<Layer>(undefined);
  const giveBack = useFocusBack();
  const close = (next?: Layer) => {
    then.current = next;
    setShown(false);
  };
  const [query, setQuery] = useState("");
  const sections = useSections(query, open);
  const entries = sections.flatMap((section) => section.entries);
  const [chosen, setChosen] = useState<string>();
  const active = entries.find(({ key }) => key === chosen) ?? entries[0];
  const optionOf = (key: string) => `${listId}-${key}`;
  const activeId = active === undefined ? undefined : optionOf(active.key);
  const { busy, failure, take } = useAct(close);

  const list = useRef<HTMLDivElement>(null);
  const first = entries[0]?.key;
  useEffect(() => {
    if (activeId === undefined) return;
    // The heading above the first one belongs to it.
    if (active?.key === first) list.current?.scrollTo({ top: 0 });
    else document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId, active?.key, first]);

  const look = (text: string) => {
    setQuery(text);
    setChosen(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isImeKey(event.nativeEvent)) return;
    if (isChord(event.nativeEvent, globalChords.switcher)) {
      event.preventDefault();
      close();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "Enter" && active !== undefined) {
      event.preventDefault();
      take(active);
      return;
    }
    const to = movedTo(event.key, active === undefined ? -1 : entries.indexOf(active), entries.length);
    if (to === undefined) return;
    event.preventDefault();
    setChosen(entries[to]?.key);
  };

  return (
    <Dialog.Root open={shown} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={controls["overlay"]} />
        <Dialog.Content
          className={styles["switcher"]}
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            giveBack(event);
            onClose(then.current);
          }}
          onEscapeKeyDown={(event) => isImeKey(event) && event.preventDefault()}
        >
          <Dialog.Title className={controls["srOnly"]}>
            <FormattedMessage id="switcher.title" />
          </Dialog.Title>
          <div className={styles["head"]}>
            <Search size={18} strokeWidth={1.75} aria-hidden="true" />
            <SwitcherField listId={listId} activeId={activeId} busy={busy} onText={look} onKeyDown={onKeyDown} />
            <Dialog.Close className={controls["icon"]} aria-label={intl.formatMessage({ id: "close" })}>
              <X size={18} strokeWidth={1.75} />
            </Dialog.Close>
          </div>
          <FailureText failure={failure} />
          <SwitcherList
            ref={list}
            id={listId}
            sections={sections}
            active={active?.key}
            optionOf={optionOf}
            onPoint={setChosen}
            onTake={take}
          />
          <p className={controls["srOnly"]} role="status">
            {query.trim() !== "" && <FormattedMessage id="switcher.count" values={{ count: entries.length }} />}
          </p>
          <SwitcherHints />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
