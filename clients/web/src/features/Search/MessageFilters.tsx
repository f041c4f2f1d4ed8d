import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useHead, useUser } from "../../client.ts";
import { Modal } from "../../ui/Modal.tsx";
import { ConversationPicker } from "../Conversations/ConversationPicker.tsx";
import { titleOf } from "../Conversations/list.model.ts";
import { PeoplePicker } from "../Conversations/PeoplePicker.tsx";
import { FilterChip } from "./FilterChip.tsx";
import styles from "./Search.module.css";
import type { SearchAddress } from "./search.model.ts";

export interface SearchFiltersProps {
  readonly search: SearchAddress;
  readonly onChange: (search: Partial<SearchAddress>) => void;
}

/** Which messages are wanted. */
export function MessageFilters({ search, onChange }: SearchFiltersProps) {
  const intl = useIntl();
  return (
    <fieldset className={styles["filters"]}>
      <legend className={styles["legend"]}>
        <FormattedMessage id="search.filters" />
      </legend>
      <InConversation search={search} onChange={onChange} />
      <FromPerson search={search} onChange={onChange} />
      <Day
        label={intl.formatMessage({ id: "search.since" })}
        value={search.since}
        onChange={(since) => onChange({ since })}
      />
      <Day
        label={intl.formatMessage({ id: "search.until" })}
        value={search.until}
        onChange={(until) => onChange({ until })}
      />
      <Toggle on={search.hasLink} onChange={(hasLink) => onChange({ hasLink })}>
        {intl.formatMessage({ id: "search.hasLink" })}
      </Toggle>
      <Toggle on={search.mentionsMe} onChange={(mentionsMe) => onChange({ mentionsMe })}>
        {intl.formatMessage({ id: "search.mentionsMe" })}
      </Toggle>
    </fieldset>
  );
}

const none: ReadonlySet<string> = new Set();

export function InConversation({ search: { conversationId }, onChange }: SearchFiltersProps) {
  const intl = useIntl();
  const [picking, setPicking] = useState(false);
  const head = useHead(conversationId ?? "");
  const peer = useUser(head?.peerId);
  const title = head === undefined ? "…" : titleOf(head, peer?.displayName);
  return (
    <>
      <FilterChip
        value={conversationId === undefined ? undefined : intl.formatMessage({ id: "search.in" }, { title })}
        any={intl.formatMessage({ id: "search.inAny" })}
        clear={intl.formatMessage({ id: "search.inAnyAgain" })}
        onPick={() => setPicking(true)}
        onClear={() => onChange({ conversationId: undefined })}
      />
      {picking && (
        <Modal title={intl.formatMessage({ id: "search.pickConversation" })} onClose={() => setPicking(false)}>
          <ConversationPicker
            label={(name) => intl.formatMessage({ id: "search.in" }, { title: name })}
            picked={none}
            pickedWords=""
            onPick={({ conversation }) => {
              onChange({ conversationId: conversation.id });
              setPicking(false);
            }}
          />
        </Modal>
      )}
    </>
  );
}

export function FromPerson({ search: { senderId }, onChange }: SearchFiltersProps) {
  const intl = useIntl();
  const [picking, setPicking] = useState(false);
  const name = useUser(senderId)?.displayName ?? "…";
  return (
    <>
      <FilterChip
        value={senderId === undefined ? undefined : intl.formatMessage({ id: "search.from" }, { name })}
        any={intl.formatMessage({ id: "search.fromAny" })}
        clear={intl.formatMessage({ id: "search.fromAnyAgain" })}
        onPick={() => setPicking(true)}
        onClear={() => onChange({ senderId: undefined })}
      />
      {picking && (
        <Modal title={intl.formatMessage({ id: "search.pickSender" })} onClose={() => setPicking(false)}>
          <PeoplePicker
            onPick={({ id }) => {
              onChange({ senderId: id });
              setPicking(false);
            }}
          />
        </Modal>
      )}
    </>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <label className={styles["day"]} data-on={value !== undefined || undefined}>
      <span>{label}</span>
      <input
        type="date"
        // Without it a year may have six digits.
        max="9999-12-31"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
      />
    </label>
  );
}

interface ToggleProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: string;
}

function Toggle({ on, onChange, children }: ToggleProps) {
  return (
    <button type="button" className={styles["toggle"]} aria-pressed={on} onClick={() => onChange(!on)}>
      {children}
    </button>
  );
}
