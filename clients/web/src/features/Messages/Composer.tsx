import { SendHorizontal } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMe } from "../../client.ts";
import type { Extras } from "../../core/outbox/OutboxRow.ts";
import { failureText } from "../../ui/failure.ts";
import { isImeKey } from "../../ui/imeKey.ts";
import { lazily } from "../../ui/lazily.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import { AttachButton } from "../Files/AttachButton.tsx";
import { ChosenFiles } from "../Files/ChosenFiles.tsx";
import { pastedFiles } from "../Files/transfer.ts";
import { canRecord, type Press, VoiceButton } from "../Files/VoiceButton.tsx";
import { ComposedLine } from "./ComposedLine.tsx";
import { ComposerMenu } from "./ComposerMenu.tsx";
import { ExtrasLine } from "./ExtrasLine.tsx";
import styles from "./Messages.module.css";
import { useHeardDraft } from "./useHeardDraft.ts";

const PollDialog = lazily(async () => (await import("./PollDialog.tsx")).PollDialog);
const VoiceBar = lazily(async () => (await import("../Files/VoiceBar.tsx")).VoiceBar);
const ScheduleDialog = lazily(async () => (await import("./ScheduleDialog.tsx")).ScheduleDialog);

/** From this share of the limit on, the length is shown. */
const SHOW_LENGTH_FROM = 0.9;

/** The field to write in. Mounted anew for each conversation; its text is its own, the draft is a copy. */
export function Composer({ conversationId }: { readonly conversationId: string }) {
  const intl = useIntl();
  const { messenger, signedIn } = useMe();
  const { sendKey } = useStore(messenger.settings);
  const [text, setText] = useState(() => messenger.drafts.store.getState().drafts.get(conversationId) ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  const limit = signedIn.limits.messageLength;
  const tooLong = text.length > limit;

  const composition = useHeardDraft(conversationId, field, setText);

  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    return () => {
      messenger.drafts.flush();
      messenger.presence.stoppedTyping();
    };
  }, [messenger]);

  const changed = (next: string) => {
    setText(next);
    messenger.drafts.changed(conversationId, next);
    messenger.presence.typed(conversationId, next.trim() === "");
  };

  const composed = useStore(messenger.composing.store, (state) => state.composed.get(conversationId));
  const { run, failure } = useCommand();
  const stop = () => messenger.composing.end(conversationId);
  useEffect(() => {
    if (composed === undefined) return;
    if (composed.kind === "edit") setText(composed.message.text ?? "");
    field.current?.focus();
  }, [composed]);

  const [extras, setExtras] = useState<Extras>({});
  const [dialog, setDialog] = useState<"poll" | "schedule">();
  const placement = composed?.kind === "reply" ? { replyTo: composed.message.seq } : {};

  const filePicker = useRef<HTMLInputElement>(null);
  const fileCount = useStore(
    messenger.attaching.store,
    (state) => state.attached.get(conversationId)?.chosen.length ?? 0,
  );
  // How the voice message was begun that is being spoken.
  const [speaking, setSpeaking] = useState<Press>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a file that came or went is a reason to go on writing, and so is what was spoken
  useEffect(() => field.current?.focus({ preventScroll: true }), [fileCount, speaking]);
  const editing = composed?.kind === "edit";
  const speakable = canRecord && text === "" && fileCount === 0 && !editing;
  const sendable = !tooLong && (text.trim() !== "" || (fileCount > 0 && !editing));

  const send = () => {
    if (!sendable) return;
    field.current?.focus();
    if (editing) {
      void run(
        () => messenger.edit(composed.message, text),
        () => {
          setText("");
          messenger.drafts.changed(conversationId, "");
          stop();
        },
      );
      return;
    }
    setText("");
    messenger.send(conversationId, text, { ...placement, ...extras });
    setExtras({});
    stop();
  };

  const keyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isImeKey(event.nativeEvent)) return;
    if (event.key === "Escape" && composed !== undefined) {
      if (composed.kind === "edit") changed("");
      stop();
    }
    if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === "u" && !editing) {
      event.preventDefault();
      filePicker.current?.click();
    }
    if (event.key !== "Enter") return;
    const modified = event.ctrlKey || event.metaKey;
    const sends = sendKey === "enter" ? !event.shiftKey && !event.altKey : modified;
    if (!sends) return;
    event.preventDefault();
    send();
  };

  const paste = (event: ClipboardEvent) => {
    const files = pastedFiles(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    messenger.attaching.add(conversationId, files, signedIn.limits);
  };

  return (
    <div className={styles["composer"]}>
      {composed !== undefined && <ComposedLine composed={composed} onCancel={stop} />}
      <ExtrasLine extras={extras} onCancel={() => setExtras({})} />
      {failure !== undefined && (
        <span className={styles["tooLong"]} role="alert">
          <FormattedMessage id={failureText[failure]} />
        </span>
      )}
      <ChosenFiles conversationId={conversationId} />
      {speaking !== undefined && (
        <VoiceBar
          press={speaking}
          onSpoken={({ file, facts }) => {
            messenger.uploads.send(conversationId, "", [file], { ...placement, ...extras }, async () => facts);
            setExtras({});
            stop();
            setSpeaking(undefined);
          }}
          onClose={() => setSpeaking(undefined)}
        />
      )}
      {!editing && speaking === undefined && (
        <>
          <ComposerMenu extras={extras} onExtras={setExtras} onDialog={setDialog} />
          <AttachButton conversationId={conversationId} input={filePicker} />
        </>
      )}
      <textarea
        ref={field}
        className={styles["input"]}
        hidden={speaking !== undefined}
        value={text}
        dir="auto"
        rows={1}
        placeholder={intl.formatMessage({ id: "composer.placeholder" })}
        aria-label={intl.formatMessage({ id: "composer.placeholder" })}
        onChange={(event) => changed(event.target.value)}
        onKeyDown={keyDown}
        onPaste={paste}
        {...composition}
      />
      {text.length > limit * SHOW_LENGTH_FROM && (
        <span className={tooLong ? styles["tooLong"] : styles["length"]} role="status">
          <FormattedMessage id="composer.length" values={{ length: text.length, limit }} />
        </span>
      )}
      {speaking === undefined && speakable && (
        <VoiceButton onBegin={setSpeaking} onEnd={(press) => setSpeaking((now) => (now === "held" ? press : now))} />
      )}
      {speaking === undefined && !speakable && (
        <button
          type="button"
          className={styles["send"]}
          aria-label={intl.formatMessage({ id: "composer.send" })}
          title={intl.formatMessage({ id: "composer.send" })}
          disabled={!sendable}
          onPointerDown={(event) => event.preventDefault()}
          onClick={send}
        >
          <SendHorizontal size={18} strokeWidth={1.75} />
        </button>
      )}
      {dialog === "poll" && <PollDialog conversationId={conversationId} onClose={() => setDialog(undefined)} />}
      {dialog === "schedule" && (
        <ScheduleDialog
          conversationId={conversationId}
          text={text}
          placement={placement}
          onScheduled={() => {
            changed("");
            stop();
            setDialog(undefined);
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
}
