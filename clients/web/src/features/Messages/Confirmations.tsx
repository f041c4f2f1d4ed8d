import { FormattedMessage, useIntl } from "react-intl";
import { Modal } from "../../ui/Modal.tsx";
import type { Urgent } from "../../wire/index.ts";
import { PeopleList } from "./PeopleList.tsx";

/** Who has confirmed an urgent message, and who has not. */
export function Confirmations({ urgent, onClose }: { readonly urgent: Urgent; readonly onClose: () => void }) {
  const intl = useIntl();
  const { askedIds, confirmedIds } = urgent;
  const open = askedIds.filter((id) => !confirmedIds.includes(id));
  return (
    <Modal title={intl.formatMessage({ id: "urgent.title" })} onClose={onClose}>
      <PeopleList
        heading={<FormattedMessage id="urgent.confirmedBy" values={{ count: confirmedIds.length }} />}
        userIds={confirmedIds}
      />
      <PeopleList
        heading={<FormattedMessage id="urgent.notConfirmed" values={{ count: open.length }} />}
        userIds={open}
      />
    </Modal>
  );
}
