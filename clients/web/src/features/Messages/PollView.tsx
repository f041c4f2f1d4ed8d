import { Check } from "lucide-react";
import { useEffect } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useHead, useMessenger } from "../../client.ts";
import { messageKey } from "../../core/personal/things.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message, Poll } from "../../wire/index.ts";
import styles from "./Kinds.module.css";
import { choicesOf, choose, isClosed } from "./poll.model.ts";

const none: readonly number[] = [];

/** Of those who have voted, in percent. */
const share = (votes: number, voters: number): number => (voters === 0 ? 0 : Math.round((100 * votes) / voters));

/** The answers of a poll: each a button that votes, or takes the vote back. */
export function PollView({ message, poll }: { readonly message: Message; readonly poll: Poll }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const head = useHead(message.conversationId);
  const { busy, failure, run } = useCommand();
  const named = choicesOf(poll, messenger.me);
  const unnamed = named === undefined;
  useEffect(() => {
    if (unnamed) void messenger.ownVotes.need(message);
  }, [messenger, unnamed, message]);
  const asked = useStore(messenger.ownVotes.store, (state) =>
    state.votes.get(messageKey(message.conversationId, message.seq)),
  );
  const own = named ?? asked ?? none;
  const closed = isClosed(poll, Date.now());
  const moderates = head?.conversation.kind === "group" && head.role !== "member";
  return (
    <fieldset className={styles["poll"]} aria-label={intl.formatMessage({ id: "poll.label" })}>
      {poll.options.map(({ text, votes = 0 }, place) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer is known by its place
          key={place}
          type="button"
          className={styles["vote"]}
          aria-pressed={own.includes(place)}
          disabled={closed || busy}
          onClick={() => void run(() => messenger.verbs.vote(message, choose(own, place, poll.multiple === true)))}
        >
          {/* How far it leads, for the eye; the number says it to everybody. */}
          <span className={styles["share"]} style={{ inlineSize: `${share(votes, poll.voters ?? 0)}%` }} />
          {own.includes(place) && <Check size={16} strokeWidth={2} aria-hidden="true" />}
          <bdi>{text}</bdi>
          <span>
            <FormattedMessage id="poll.votes" values={{ count: votes }} />
          </span>
        </button>
      ))}
      <p className={styles["pollState"]}>
        <FormattedMessage id="poll.voters" values={{ count: poll.voters ?? 0 }} />
        {poll.multiple === true && <span> · {intl.formatMessage({ id: "poll.isMultiple" })}</span>}
        {poll.anonymous === true && <span> · {intl.formatMessage({ id: "poll.isAnonymous" })}</span>}
        {closed && <span> · {intl.formatMessage({ id: "poll.closed" })}</span>}
        {!closed && poll.closesAt !== undefined && (
          <span>
            {" · "}
            <FormattedMessage
              id="poll.closesAt"
              values={{ time: <FormattedDate value={poll.closesAt} dateStyle="medium" timeStyle="short" /> }}
            />
          </span>
        )}
      </p>
      {!closed && (message.senderId === messenger.me || moderates) && (
        <button
          type="button"
          className={controls["button"]}
          disabled={busy}
          onClick={() => void run(() => messenger.verbs.closePoll(message))}
        >
          <FormattedMessage id="poll.close" />
        </button>
      )}
      <FailureText failure={failure} />
    </fieldset>
  );
}
