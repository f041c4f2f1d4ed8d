import { type FormEvent, useCallback, useEffect, useState } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { chance } from "../../browser/ports.ts";
import { useClient, useUser } from "../../client.ts";
import { Check } from "../../ui/Check.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Copied } from "../../ui/Copied.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { CreateJoinLink, JoinLink } from "../../wire/index.ts";
import { useDuration } from "../Messages/useDuration.ts";
import rows from "./Entry.module.css";
import styles from "./Groups.module.css";
import { LINK_LIVES, type LinkForm, linkOf, newLink } from "./joining.model.ts";
import { QrCode } from "./QrCode.tsx";

interface JoinLinksDialogProps {
  readonly conversationId: string;
  readonly onClose: () => void;
}

/** The links by which colleagues come into a group: the good ones, and the way to make one. */
export function JoinLinksDialog({ conversationId, onClose }: JoinLinksDialogProps) {
  const intl = useIntl();
  const { joining } = useClient().api;
  const { busy, failure, run } = useCommand();
  const [links, setLinks] = useState<readonly JoinLink[]>();
  const [made, setMade] = useState<JoinLink>();
  const load = useCallback(
    () =>
      void run(
        () => joining.links(conversationId),
        (list) => setLinks(list.links),
      ),
    [run, joining, conversationId],
  );
  useEffect(load, [load]);
  const create = (link: CreateJoinLink) =>
    void run(
      () => joining.createLink(conversationId, link),
      (created) => {
        setMade(created);
        setLinks((held) => [created, ...(held ?? [])]);
      },
    );
  const end = (id: string) =>
    void run(
      () => joining.endLink(conversationId, id),
      () => {
        setLinks((held) => held?.filter((link) => link.id !== id));
        if (made?.id === id) setMade(undefined);
      },
    );
  return (
    <Modal title={intl.formatMessage({ id: "links.title" })} onClose={onClose}>
      {made?.url === undefined ? (
        <LinkFields busy={busy} onCreate={create} />
      ) : (
        <Made url={made.url} onAnother={() => setMade(undefined)} />
      )}
      <FailureText failure={failure} />
      {links !== undefined && links.length > 0 && (
        <section>
          <h3 className={controls["label"]}>
            <FormattedMessage id="links.good" />
          </h3>
          <ul className={styles["members"]}>
            {links.map((link) => (
              <LinkRow key={link.id} link={link} busy={busy} onEnd={() => end(link.id)} />
            ))}
          </ul>
        </section>
      )}
    </Modal>
  );
}

interface LinkFieldsProps {
  readonly busy: boolean;
  readonly onCreate: (link: CreateJoinLink) => void;
}

function LinkFields({ busy, onCreate }: LinkFieldsProps) {
  const intl = useIntl();
  const inWords = useDuration();
  const [form, setForm] = useState(newLink);
  // One id for one wish: repeated, it makes no second link.
  const [id, setId] = useState(() => chance.id());
  const put = (part: Partial<LinkForm>) => {
    setForm({ ...form, ...part });
    setId(chance.id());
  };
  const wanted = linkOf(form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== undefined) onCreate({ ...wanted, id });
  };
  return (
    <form className={controls["stack"]} onSubmit={submit}>
      <Choice
        label={intl.formatMessage({ id: "links.life" })}
        value={String(form.life)}
        options={Object.fromEntries(LINK_LIVES.map((seconds) => [seconds, inWords(seconds)]))}
        onChange={(life) => put({ life: Number(life) })}
      />
      <Field
        label={intl.formatMessage({ id: "links.uses" })}
        inputMode="numeric"
        value={form.uses}
        aria-invalid={wanted === undefined}
        onChange={(event) => put({ uses: event.target.value })}
      />
      <Check checked={form.needsApproval} onChange={(needsApproval) => put({ needsApproval })}>
        <FormattedMessage id="links.approval" />
      </Check>
      <div className={controls["actions"]}>
        <button type="submit" className={controls["primary"]} disabled={busy || wanted === undefined}>
          <FormattedMessage id="links.create" />
        </button>
      </div>
    </form>
  );
}

function Made({ url, onAnother }: { readonly url: string; readonly onAnother: () => void }) {
  const intl = useIntl();
  return (
    <div className={controls["stack"]}>
      <p>
        <FormattedMessage id="links.once" />
      </p>
      <Field label={intl.formatMessage({ id: "links.address" })} readOnly value={url} dir="ltr" />
      <QrCode text={url} label={intl.formatMessage({ id: "links.qr" })} />
      <div className={controls["actions"]}>
        <button type="button" className={controls["button"]} onClick={onAnother}>
          <FormattedMessage id="links.another" />
        </button>
        <Copied text={url} />
      </div>
    </div>
  );
}

interface LinkRowProps {
  readonly link: JoinLink;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function LinkRow({ link, busy, onEnd }: LinkRowProps) {
  const maker = useUser(link.createdBy);
  return (
    <li className={styles["member"]}>
      <span className={rows["entryText"]}>
        <span className={rows["entryTitle"]}>
          <FormattedMessage
            id="links.until"
            values={{ time: <FormattedDate value={link.expiresAt} dateStyle="medium" timeStyle="short" /> }}
          />
        </span>
        <span className={rows["subtitle"]}>
          <FormattedMessage id="links.by" values={{ name: maker?.displayName ?? "…" }} />
          {link.usesLeft !== undefined && (
            <>
              {" · "}
              <FormattedMessage id="links.usesLeft" values={{ count: link.usesLeft }} />
            </>
          )}
          {link.needsApproval && (
            <>
              {" · "}
              <FormattedMessage id="links.withApproval" />
            </>
          )}
        </span>
      </span>
      <button type="button" className={controls["button"]} disabled={busy} onClick={onEnd}>
        <FormattedMessage id="links.end" />
      </button>
    </li>
  );
}
