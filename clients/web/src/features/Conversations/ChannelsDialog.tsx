import { useCallback, useEffect, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Channel } from "../../wire/index.ts";
import { ChannelRow } from "./ChannelRow.tsx";
import rows from "./Entry.module.css";
import styles from "./Groups.module.css";

/** Somebody who types is not asked after each key, in milliseconds. */
const SEARCH_AFTER = 200;

/** Finds public groups, and joins them or asks to. */
export function ChannelsDialog({ onClose }: { readonly onClose: () => void }) {
  const intl = useIntl();
  const { joining } = useClient().api;
  const { busy, failure, run } = useCommand();
  const [query, setQuery] = useState("");
  const [composing, setComposing] = useState(false);
  const [channels, setChannels] = useState<readonly Channel[]>();
  const [next, setNext] = useState<string>();
  const load = useCallback(
    (after?: string) =>
      run(
        () => joining.channels(query.trim(), after),
        (page) => {
          setChannels((held) => (after === undefined ? page.channels : [...(held ?? []), ...page.channels]));
          setNext(page.next);
        },
      ),
    [joining, run, query],
  );
  useEffect(() => {
    if (composing) return;
    const timer = setTimeout(() => void load(), SEARCH_AFTER);
    return () => clearTimeout(timer);
  }, [load, composing]);
  return (
    <Modal title={intl.formatMessage({ id: "channels.title" })} onClose={onClose}>
      <Field
        label={intl.formatMessage({ id: "channels.search" })}
        type="search"
        value={query}
        maxLength={100}
        onChange={(event) => setQuery(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
      />
      <FailureText failure={failure} />
      <ul className={styles["channels"]}>
        {channels?.map((channel) => (
          <ChannelRow
            key={channel.conversation.id}
            channel={channel}
            onAsked={() =>
              setChannels(channels.map((one) => (one === channel ? { ...channel, isRequested: true } : one)))
            }
            onOpened={onClose}
          />
        ))}
      </ul>
      {channels?.length === 0 && (
        <p className={rows["nothing"]}>
          <FormattedMessage id="channels.none" />
        </p>
      )}
      {next !== undefined && (
        <button type="button" className={controls["button"]} disabled={busy} onClick={() => void load(next)}>
          <FormattedMessage id="admin.more" />
        </button>
      )}
    </Modal>
  );
}
