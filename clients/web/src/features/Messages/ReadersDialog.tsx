import { useEffect, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import { FailureText } from "../../ui/FailureText.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message, ReaderList } from "../../wire/index.ts";
import { PeopleList } from "./PeopleList.tsx";

/** Who has read a message and who has not, as of the moment at which it is opened. */
export function ReadersDialog({ message, onClose }: { readonly message: Message; readonly onClose: () => void }) {
  const intl = useIntl();
  const { api } = useClient();
  const { failure, run } = useCommand();
  const [readers, setReaders] = useState<ReaderList>();
  const { conversationId, seq } = message;
  useEffect(() => {
    void run(() => api.messages.readers(conversationId, seq), setReaders);
  }, [api, run, conversationId, seq]);
  return (
    <Modal title={intl.formatMessage({ id: "readers.title" })} onClose={onClose}>
      <FailureText failure={failure} />
      {readers !== undefined && (
        <>
          <PeopleList
            heading={<FormattedMessage id="readers.read" values={{ count: readers.read.length }} />}
            userIds={readers.read}
          />
          <PeopleList
            heading={<FormattedMessage id="readers.unread" values={{ count: readers.unread.length }} />}
            userIds={readers.unread}
          />
        </>
      )}
    </Modal>
  );
}
