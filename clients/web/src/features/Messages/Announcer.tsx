import { useEffect, useState } from "react";
import { FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { clock } from "../../browser/ports.ts";
import { useMessenger, useUser } from "../../client.ts";
import { countsAsUnread } from "../../core/conversations/head.ts";
import { type Announcement, Announcements } from "../../core/log/Announcements.ts";
import { newestRun } from "../../core/log/Log.ts";
import { lastSeq } from "../../core/log/runs.ts";
import { useWords } from "../Files/useWords.ts";
import styles from "./Log.module.css";

/** Tells a screen reader of new messages in the open conversation; the log itself is silent, because its rows come and go. */
export function Announcer({ conversationId }: { readonly conversationId: string }) {
  const { conversations, me, settings } = useMessenger();
  const on = useStore(settings, (state) => state.announcements === "on");
  const [said, setSaid] = useState<Announcement>();

  useEffect(() => {
    if (!on) return;
    let told = conversations.store.getState().heads.get(conversationId)?.seq ?? 0;
    const announcements = new Announcements(clock, setSaid);
    const unsubscribe = conversations.store.subscribe(({ logs }) => {
      const run = newestRun(logs.get(conversationId));
      if (run === undefined || lastSeq(run) <= told) return;
      const fresh = run.filter((row) => row.seq > told && countsAsUnread(row, me));
      told = lastSeq(run);
      announcements.heard(fresh);
    });
    return () => {
      unsubscribe();
      announcements.stop();
      setSaid(undefined);
    };
  }, [conversations, conversationId, me, on]);

  return (
    <div className={styles["announcer"]} role="status">
      {said !== undefined && <Words said={said} />}
    </div>
  );
}

function Words({ said }: { readonly said: Announcement }) {
  const sender = useUser(said.kind === "message" ? said.message.senderId : undefined);
  const text = useWords(said.kind === "message" ? said.message : undefined);
  if (said.kind === "count") return <FormattedMessage id="announce.count" values={{ count: said.count }} />;
  return <FormattedMessage id="announce.message" values={{ sender: sender?.displayName ?? "…", text }} />;
}
