import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message, Reaction } from "../../wire/index.ts";
import { PeopleList } from "./PeopleList.tsx";

/** Who has reacted to a message, by emoji. */
export function ReactionsDialog({ message, onClose }: { readonly message: Message; readonly onClose: () => void }) {
  const intl = useIntl();
  return (
    <Modal title={intl.formatMessage({ id: "reactions.title" })} onClose={onClose}>
      {message.reactions?.map((reaction) => (
        <Reacted key={reaction.emoji} message={message} reaction={reaction} />
      ))}
    </Modal>
  );
}

/** A message names the first ones; the others are asked for. */
function Reacted({ message, reaction }: { readonly message: Message; readonly reaction: Reaction }) {
  const { api } = useClient();
  const { busy, failure, run } = useCommand();
  const [pages, setPages] = useState<{ readonly ids: readonly string[]; readonly next: string | undefined }>();
  const { emoji, count, userIds } = reaction;
  const shown = pages?.ids ?? userIds;
  const more = pages === undefined ? userIds.length < count : pages.next !== undefined;
  const load = () =>
    run(
      () => api.messages.reactions(message.conversationId, message.seq, emoji, pages?.next),
      (page) => setPages({ ids: [...(pages?.ids ?? []), ...page.userIds], next: page.next }),
    );
  return (
    <>
      <PeopleList heading={<FormattedMessage id="reactions.with" values={{ emoji, count }} />} userIds={shown} />
      <FailureText failure={failure} />
      {more && (
        <button type="button" className={controls["button"]} disabled={busy} onClick={() => void load()}>
          <FormattedMessage id="admin.more" />
        </button>
      )}
    </>
  );
}
