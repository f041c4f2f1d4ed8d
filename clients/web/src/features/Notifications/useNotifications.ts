import { useEffect, useMemo, useRef } from "react";
import { useIntl } from "react-intl";
import { useLocation } from "wouter";
import { attention } from "../../browser/attention.ts";
import { onNotificationOpened, openNotifier } from "../../browser/notifier.ts";
import { clock, locks } from "../../browser/ports.ts";
import { useMessenger } from "../../client.ts";
import type { Shown } from "../../core/notifications/Notice.ts";
import { Notifications } from "../../core/notifications/Notifications.ts";
import { wordsOf } from "./noticeWords.ts";

/** Notifies for as long as the component is there; `open`: the conversation on the screen. */
export function useNotifications(open: string | undefined): void {
  const words = useIntl();
  const intl = useRef(words);
  intl.current = words;
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const notifications = useMemo(() => {
    const goTo = (about: Shown) => {
      if (about.kind === "reminder") navigate(`/c/${about.conversationId}/${about.seq}`);
      else navigate(`/c/${about.conversationId}`);
      if (about.kind === "message" && about.threadSeq !== undefined) {
        messenger.openThread.open(about.conversationId, about.threadSeq, about.seq);
      }
    };
    const notifier = openNotifier((notice) => {
      const { heads } = messenger.conversations.store.getState();
      const { users } = messenger.directory.store.getState();
      const { content = "shown" } = messenger.settings.getState().notifications ?? {};
      return wordsOf(notice, { heads, users, content }, intl.current);
    }, goTo);
    return { goTo, decide: new Notifications(messenger, { clock, locks, notifier, attention }) };
  }, [messenger, navigate]);
  useEffect(() => {
    notifications.decide.start();
    const off = onNotificationOpened(notifications.goTo);
    return () => {
      off();
      void notifications.decide.stop();
    };
  }, [notifications]);
  useEffect(() => notifications.decide.open(open), [notifications, open]);
}
