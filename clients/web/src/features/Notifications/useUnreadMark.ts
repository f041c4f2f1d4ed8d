import { useEffect } from "react";
import { useIntl } from "react-intl";
import { useStore } from "zustand";
import { markUnread } from "../../browser/mark.ts";
import { useHead, useMessenger, useThings, useUser } from "../../client.ts";
import { unreadCount } from "../../core/notifications/unread.ts";
import { titleOf } from "../Conversations/list.model.ts";
import { placeOf, windowTitle } from "./title.model.ts";

/** Window title, tab icon and app badge carry the unread count. */
export function useUnreadMark(path: string, open: string | undefined): void {
  const intl = useIntl();
  const { conversations } = useMessenger();
  const conversation = useThings("conversation");
  const unread = useStore(conversations.store, ({ heads }) =>
    unreadCount(heads.values(), { conversation }, Date.now()),
  );
  const head = useHead(open ?? "");
  const peer = useUser(head?.peerId);
  const place = placeOf(path);
  const words = head !== undefined ? titleOf(head, peer?.displayName) : place && intl.formatMessage({ id: place });
  useEffect(() => {
    document.title = windowTitle(unread, words);
  }, [unread, words]);
  useEffect(() => markUnread(unread), [unread]);
  useEffect(
    () => () => {
      document.title = windowTitle(0, undefined);
      markUnread(0);
    },
    [],
  );
}
