import { useEffect, useMemo } from "react";
import { FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { isPageBusy } from "../../browser/pageBusy.ts";
import { clock, watchSurroundings } from "../../browser/ports.ts";
import { openReleases } from "../../browser/releases.ts";
import { useMessenger } from "../../client.ts";
import { Release } from "../../core/release/Release.ts";
import controls from "../../ui/controls.module.css";
import styles from "./Notices.module.css";

/** Says that a new release is there, and takes it when the user wants it. */
export function UpdateBar() {
  const messenger = useMessenger();
  const { release, look } = useMemo(() => {
    const releases = openReleases();
    const isBusy = () =>
      messenger.uploads.store.getState().percent.size > 0 ||
      messenger.attaching.store.getState().attached.size > 0 ||
      isPageBusy();
    return {
      release: new Release(releases, { clock, surroundings: watchSurroundings() }, isBusy),
      look: releases.look,
    };
  }, [messenger]);
  useEffect(() => {
    release.start();
    // A server that was away may have come back as a newer one.
    const off = messenger.connection.onConnected(look);
    return () => {
      release.stop();
      off();
    };
  }, [messenger, release, look]);
  const { state } = useStore(release.store);
  if (state === "newest") return null;
  return (
    <div className={styles["notice"]} role="status">
      <p>
        <FormattedMessage id="release.waiting" />
      </p>
      <button
        type="button"
        className={controls["primary"]}
        disabled={state === "taking"}
        onClick={() => release.take()}
      >
        <FormattedMessage id="release.take" />
      </button>
    </div>
  );
}
