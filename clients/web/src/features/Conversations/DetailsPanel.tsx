import { Dialog } from "radix-ui";
import { type KeyboardEvent, useState } from "react";
import { useIntl } from "react-intl";
import type { PanelTab } from "../../core/cache/Vault.ts";
import { isImeKey } from "../../ui/imeKey.ts";
import type { ConversationHead } from "../../wire/index.ts";
import styles from "./Panel.module.css";
import { PanelBody } from "./PanelBody.tsx";
import { shownTab } from "./panel.model.ts";
import { detailsWords, type Panel } from "./usePanel.ts";

interface DetailsPanelProps {
  readonly head: ConversationHead;
  readonly panel: Panel;
  readonly tab: PanelTab;
}

/** The details of a conversation: a column beside it, or a dialog over its end or over all of it. */
export function DetailsPanel({ head, panel, tab }: DetailsPanelProps) {
  const intl = useIntl();
  const { kind } = head.conversation;
  const title = intl.formatMessage({ id: detailsWords(kind) });
  const body = <PanelBody head={head} panel={panel} tab={shownTab(kind, tab)} title={title} />;
  if (panel.place !== "column") {
    return (
      <Over panel={panel} title={title}>
        {body}
      </Over>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || isImeKey(event.nativeEvent) || event.defaultPrevented) return;
    // A dialog that was opened from here is another layer.
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    panel.close();
  };
  return (
    <section data-region="details" className={styles["panel"]} aria-label={title} onKeyDown={onKeyDown}>
      {body}
    </section>
  );
}

interface OverProps {
  readonly panel: Panel;
  readonly title: string;
  readonly children: React.ReactNode;
}

function Over({ panel, title, children }: OverProps) {
  const [before] = useState(() => document.activeElement);
  // The focus goes back to what had it. Radix knows only of its own triggers, and there is none here.
  const giveBack = (event: Event) => {
    event.preventDefault();
    const { activeElement } = document;
    const isFree = activeElement === null || activeElement === document.body;
    if (isFree && before instanceof HTMLElement && before.isConnected) before.focus();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && panel.close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles["shade"]} />
        <Dialog.Content
          className={styles["panel"]}
          data-panel={panel.place}
          aria-label={title}
          aria-describedby={undefined}
          onCloseAutoFocus={giveBack}
          onEscapeKeyDown={(event) => isImeKey(event) && event.preventDefault()}
        >
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
