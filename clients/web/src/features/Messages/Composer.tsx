import { SendHorizontal } from "lucide-react";
import { type ClipboardEvent, useEffect, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { useMe } from "../../client.ts";
import type { WritingPlace } from "../../core/drafts/place.ts";
import { FailureText } from "../../ui/FailureText.tsx";
import { lazily } from "../../ui/lazily.tsx";
import { AttachButton } from "../Files/AttachButton.tsx";
import { ChosenFiles } from "../Files/ChosenFiles.tsx";
import { pastedFiles } from "../Files/transfer.ts";
import { canRecord, type Press, VoiceButton } from "../Files/VoiceButton.tsx";
import { CompletionList } from "./CompletionList.tsx";
import { ComposedLine } from "./ComposedLine.tsx";
import styles from "./Composer.module.css";
import { type ComposerDialog, ComposerMenu } from "./ComposerMenu.tsx";
import { EmojiButton } from "./EmojiButton.tsx";
import { ExtrasLine } from "./ExtrasLine.tsx";
import { LengthLine } from "./LengthLine.tsx";
import { useCompletion } from "./useCompletion.ts";
import { useComposer } from "./useComposer.ts";
import { useComposerKeys } from "./useComposerKeys.ts";

const PollDialog = lazily(async () => (await import("./PollDialog.tsx")).PollDialog);
const VoiceBar = lazily(async () => (await import("../Files/VoiceBar.tsx")).VoiceBar);
const ScheduleDialog = lazily(async () => (await import("./ScheduleDialog.tsx")).ScheduleDialog);

interface ComposerProps {
  readonly place: WritingPlace;
  /** Of a reply in a thread: it is shown in the main line besides. */
  readonly alsoInMain?: boolean;
}

/** The field to write in. Mounted anew for each place. */
export function Composer({ place, alsoInMain = false }: ComposerProps) {
  const intl = useIntl();
  const { messenger, signedIn } = useMe();
  const { conversationId } = place;
  const inThread = place.threadSeq !== undefined;
  const field = useRef<HTMLTextAreaElement>(null);
  const filePicker = useRef<HTMLInputElement>(null);
  const composer = useComposer(place, field, alsoInMain);
  const completion = useCompletion(conversationId, composer);
  const keyDown = useComposerKeys(composer, completion, { inThread, onAttach: filePicker });
  const [dialog, setDialog] = useState<ComposerDialog>();
  // How the voice message was begun that is being spoken.
  const [speaking, setSpeaking] = useState<Press>();
  const { key, composed, editing, extras, setExtras, placement } = composer;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was spoken is a reason to go on writing
  useEffect(() => field.current?.focus({ preventScroll: true }), [speaking]);
  const paste = (event: ClipboardEvent) => {
    const files = pastedFiles(event.clipboardData);
    if (files.length === 0 || editing) return;
    event.preventDefault();
    messenger.attaching.add(key, files, signedIn.limits);
  };
  const insert = (emoji: string) => {
    const { selectionStart: from = 0, selectionEnd: to = 0 } = field.current ?? {};
    composer.type(from, to, emoji);
  };
  const empty = composer.wire === "" && composer.fileCount === 0 && !editing;

  return (
    <div className={styles["composer"]}>
      <CompletionList {...completion.list} />
      {composed !== undefined && <ComposedLine composed={composed} onCancel={composer.stop} />}
      <ExtrasLine extras={extras} onCancel={() => setExtras({})} />
      <FailureText failure={composer.failure} />
      <ChosenFiles place={place} />
      {speaking !== undefined && (
        <VoiceBar
          press={speaking}
          onSpoken={({ file, facts }) => {
            messenger.uploads.send(conversationId, "", [file], { ...placement, ...extras }, async () => facts);
            setExtras({});
            composer.stop();
            setSpeaking(undefined);
          }}
          onClose={() => setSpeaking(undefined)}
        />
      )}
      {speaking === undefined && !editing && (
        <>
          {!inThread && <ComposerMenu extras={extras} onExtras={setExtras} onDialog={setDialog} />}
          <AttachButton place={place} input={filePicker} />
        </>
      )}
      <textarea
        ref={field}
        className={styles["input"]}
        hidden={speaking !== undefined}
        value={composer.written.text}
        dir="auto"
        rows={1}
        placeholder={intl.formatMessage({ id: "composer.placeholder" })}
        aria-label={intl.formatMessage({ id: "composer.placeholder" })}
        {...completion.aria}
        {...completion.focus}
        {...composer.handlers}
        onKeyDown={keyDown}
        onPaste={paste}
      />
      {speaking === undefined && (
        <>
          <EmojiButton onChoose={insert} onClosed={() => field.current?.focus()} />
          {empty && canRecord ? (
            <VoiceButton
              onBegin={setSpeaking}
              onEnd={(press) => setSpeaking((now) => (now === "held" ? press : now))}
            />
          ) : (
            <SendButton disabled={!composer.sendable} onSend={composer.send} />
          )}
        </>
      )}
      <LengthLine length={composer.length} onFile={editing ? undefined : composer.sendAsFile} />
      {dialog === "poll" && <PollDialog conversationId={conversationId} onClose={() => setDialog(undefined)} />}
      {dialog === "schedule" && (
        <ScheduleDialog
          conversationId={conversationId}
          text={composer.wire}
          fileCount={composer.fileCount}
          placement={placement}
          onScheduled={() => {
            composer.put("");
            composer.stop();
            setDialog(undefined);
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
}

function SendButton({ disabled, onSend }: { readonly disabled: boolean; readonly onSend: () => void }) {
  const label = useIntl().formatMessage({ id: "composer.send" });
  return (
    <button
      type="button"
      className={styles["send"]}
      aria-label={label}
      title={label}
      disabled={disabled}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onSend}
    >
      <SendHorizontal size={18} strokeWidth={1.75} />
    </button>
  );
}
