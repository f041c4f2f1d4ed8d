import { useEffect } from "react";
import { useLocation } from "wouter";
import { showManifest } from "../../browser/mark.ts";
import { useLocale } from "../../i18n/I18n.tsx";
import styles from "./Notices.module.css";
import { NotificationOffer } from "./NotificationOffer.tsx";
import { UpdateBar } from "./UpdateBar.tsx";
import { useNotifications } from "./useNotifications.ts";
import { useUnreadMark } from "./useUnreadMark.ts";

/** Calls the user while he is elsewhere; below the list, what the program has to say of itself. */
export function Notices({ open }: { readonly open: string | undefined }) {
  const [path] = useLocation();
  const locale = useLocale();
  useUnreadMark(path, open);
  useNotifications(open);
  useEffect(() => showManifest(locale), [locale]);
  return (
    <div className={styles["notices"]}>
      <UpdateBar />
      <NotificationOffer />
    </div>
  );
}
