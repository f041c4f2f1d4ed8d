import { type HTMLAttributes, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { FormattedMessage } from "react-intl";
import { createStore } from "zustand/vanilla";
import type { MessageId } from "../../i18n/I18n.tsx";
import { failureText } from "../../ui/failure.ts";
import type { Message } from "../../wire/index.ts";
import { ActedOn } from "./ActedOn.tsx";
import styles from "./Actions.module.css";
import { type Acting, ActingContext, type ActingState, type Opened } from "./acting.ts";
import { allows } from "./actions.model.ts";
import { keyAction } from "./keys.model.ts";
import { useActingEvents } from "./useActingEvents.ts";
import { useActions } from "./useActions.ts";
import { usePerform } from "./usePerform.ts";

/** What was done is said so long, in milliseconds. */
const SAID_FOR = 2_500;

interface ActingAreaProps extends HTMLAttributes<HTMLDivElement> {
  readonly conversationId: string;
  readonly inThread?: boolean;
  /** The message of a row. */
  readonly find: (seq: number) => Message | undefined;
  readonly onMarkUnread?: (message: Message) => void;
  /** A row is about to grow downwards. */
  readonly onUnfold?: () => void;
  readonly children: ReactNode;
}

/** A place with messages on which one can act: with the pointer, with a finger, and with the keyboard. */
export function ActingArea({
  conversationId,
  inThread = false,
  find,
  onMarkUnread,
  onUnfold,
  ...frame
}: ActingAreaProps) {
  const area = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<Opened>();
  const [said, setSaid] = useState<MessageId>();
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), SAID_FOR);
    return () => clearTimeout(timer);
  }, [said]);

  const { perform, react, failure } = usePerform({
    onDialog: (kind, message) => setOpened({ kind, message }),
    onDone: setSaid,
    onMarkUnread: (message) => onMarkUnread?.(message),
  });
  const can = useActions(conversationId, inThread);
  const latest = useRef({ perform, react, can, onUnfold });
  useEffect(() => {
    latest.current = { perform, react, can, onUnfold };
  });
  const acting = useMemo<Acting>(() => {
    const unfolded = new Set<number>();
    return {
      store: createStore<ActingState>(() => ({ hovered: undefined, focused: undefined })),
      inThread,
      unfolded,
      unfold: (seq) => {
        unfolded.add(seq);
        latest.current.onUnfold?.();
      },
      open: setOpened,
      perform: (action, message) => latest.current.perform(action, message),
      react: (message, emoji, active) => latest.current.react(message, emoji, active),
    };
  }, [inThread]);
  const onKey = useCallback(
    (key: string, message: Message, at: { readonly x: number; readonly y: number }) => {
      const meant = keyAction(key);
      const { actions, reacts } = latest.current.can(message);
      if (meant === undefined) return false;
      if (meant === "menu" || meant === "react") {
        if (meant === "menu" || reacts) acting.open({ kind: meant, message, at });
      } else if (allows(actions, meant)) latest.current.perform(meant, message);
      return true;
    },
    [acting],
  );
  const events = useActingEvents({ acting, find, onKey });
  useFocusReturned(area, acting, opened);
  const message = opened === undefined ? undefined : (find(opened.message.seq) ?? opened.message);
  return (
    <ActingContext value={acting}>
      <div {...frame} {...events} ref={area}>
        {frame.children}
        {(said ?? failure) !== undefined && (
          <p className={styles["said"]} role={said === undefined ? "alert" : "status"}>
            {said !== undefined && <FormattedMessage id={said} />}
            {said === undefined && failure !== undefined && <FormattedMessage id={failureText[failure]} />}
          </p>
        )}
      </div>
      {opened !== undefined && message !== undefined && (
        <ActedOn
          opened={opened}
          message={message}
          can={can(message)}
          onAction={(action) => perform(action, message)}
          onReact={(emoji, active) => react(message, emoji, active)}
          onClose={(kind) => setOpened((now) => (now?.kind === kind ? undefined : now))}
        />
      )}
    </ActingContext>
  );
}

/** When all that was opened about a message is closed, the focus is where it was; a row's own buttons may be gone, so the row has it then. */
function useFocusReturned(
  area: { readonly current: HTMLElement | null },
  { store }: Acting,
  opened: Opened | undefined,
): void {
  const before = useRef<ActingState & { readonly element: Element | null; readonly seq: number }>(undefined);
  if (opened !== undefined && before.current === undefined) {
    before.current = { ...store.getState(), element: document.activeElement, seq: opened.message.seq };
  }
  useEffect(() => {
    const { current: left } = before;
    if (opened !== undefined || left === undefined) return;
    before.current = undefined;
    // The layers give the focus away after they are gone.
    const timer = setTimeout(() => {
      const { activeElement } = document;
      const { element, seq, focused } = left;
      if (activeElement === null || activeElement === document.body) {
        const row = area.current?.querySelector<HTMLElement>(`[data-seq="${seq}"] article`);
        const isElsewhere = element instanceof HTMLElement && element !== document.body && element.isConnected;
        (isElsewhere ? element : row)?.focus({ preventScroll: true });
      }
      // The keyboard goes on where it was, also when the layer was closed with the pointer.
      if (area.current?.contains(document.activeElement) === true) store.setState({ focused });
    });
    return () => clearTimeout(timer);
  }, [area, store, opened]);
}
