import { useEffect, useState } from "react";
import { FormattedMessage } from "react-intl";
import { Link, useLocation } from "wouter";
import { forgetJoinToken, heldJoinToken, takeJoinToken } from "../../browser/joinToken.ts";
import { useClient, useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { JoinPreview } from "../../wire/index.ts";
import { AskForm } from "./ChannelRow.tsx";
import { ConversationAvatar } from "./ConversationAvatar.tsx";
import rows from "./Entry.module.css";
import styles from "./Groups.module.css";

/** Where a join link leads, and the way in. */
export function JoinPage() {
  const [token, setToken] = useState(heldJoinToken);
  useEffect(() => {
    // A second link may be put into the address of this very page.
    const changed = () => {
      takeJoinToken();
      setToken(heldJoinToken());
    };
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return (
    <div className={styles["join"]}>
      <h1 className={styles["groupTitle"]}>
        <FormattedMessage id="join.title" />
      </h1>
      {token === undefined ? (
        <p>
          <FormattedMessage id="join.none" />
        </p>
      ) : (
        <Preview key={token} token={token} />
      )}
    </div>
  );
}

function Preview({ token }: { readonly token: string }) {
  const { joining } = useClient().api;
  const { busy, failure, run } = useCommand();
  const [preview, setPreview] = useState<JoinPreview>();
  const look = () => void run(() => joining.preview(token), setPreview);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link is looked at once
  useEffect(look, [token]);
  if (preview !== undefined) return <Way token={token} preview={preview} />;
  return (
    <>
      <FailureText failure={failure} />
      {failure !== undefined && failure !== "link_invalid" && (
        <button type="button" className={controls["button"]} disabled={busy} onClick={look}>
          <FormattedMessage id="tryAgain" />
        </button>
      )}
    </>
  );
}

function Way({ token, preview }: { readonly token: string; readonly preview: JoinPreview }) {
  const { groups } = useMessenger();
  const [, navigate] = useLocation();
  const { busy, failure, run } = useCommand();
  const [asked, setAsked] = useState(preview.channel.isRequested && preview.needsApproval);
  const { conversation, isMember } = preview.channel;
  const title = conversation.title ?? "…";
  const join = (note: string) =>
    void run(
      () => groups.follow(token, note),
      ({ joined }) => {
        forgetJoinToken();
        if (joined) navigate(`/c/${conversation.id}`, { replace: true });
        else setAsked(true);
      },
    );
  return (
    <>
      <div className={styles["channel"]}>
        <ConversationAvatar conversation={conversation} title={title} />
        <span className={rows["entryText"]}>
          <bdi className={rows["entryTitle"]}>{title}</bdi>
          <span className={rows["subtitle"]}>
            <FormattedMessage id="group.members" values={{ count: conversation.memberCount }} />
          </span>
        </span>
      </div>
      {conversation.description !== undefined && (
        <p className={styles["groupText"]} dir="auto">
          {conversation.description}
        </p>
      )}
      <FailureText failure={failure} />
      {isMember ? (
        <Link className={controls["primary"]} href={`/c/${conversation.id}`} onClick={forgetJoinToken}>
          <FormattedMessage id="channels.open" />
        </Link>
      ) : asked ? (
        <p role="status">
          <FormattedMessage id="channels.asked" />
        </p>
      ) : preview.needsApproval ? (
        <AskForm busy={busy} onAsk={join} />
      ) : (
        <button type="button" className={controls["primary"]} disabled={busy} onClick={() => join("")}>
          <FormattedMessage id="channels.join" />
        </button>
      )}
    </>
  );
}
