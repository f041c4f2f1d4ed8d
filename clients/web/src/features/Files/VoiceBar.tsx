import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import type { Recording, Spoken } from "../../browser/recordVoice.ts";
import controls from "../../ui/controls.module.css";
import { isImeKey } from "../../ui/imeKey.ts";
import messages from "../Messages/Composer.module.css";
import { lengthInWords } from "./files.model.ts";
import { useRecording } from "./useRecording.ts";
import styles from "./Voice.module.css";
import type { Press } from "./VoiceButton.tsx";

/** What is shorter was no more than a slip, in milliseconds. */
const SHORTEST = 500;

interface VoiceBarProps {
  /** Letting go of the button that began it sends. */
  readonly press: Press;
  readonly onSpoken: (spoken: Spoken) => void;
  readonly onClose: () => void;
}

/** A voice message as it is spoken, in place of the field to write in. */
export function VoiceBar({ press, onSpoken, onClose }: VoiceBarProps) {
  const intl = useIntl();
  const speaking = useRecording();
  const recording = speaking.state === "recording" ? speaking.recording : undefined;
  const isSent = useRef(false);
  const send = async () => {
    if (recording === undefined || isSent.current || recording.length() < SHORTEST) return;
    isSent.current = true;
    onSpoken(await recording.stop());
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: letting go sends only what has begun before
  useEffect(() => {
    if (press === "released") void send();
  }, [press]);

  const keyDown = (event: KeyboardEvent) => {
    if (isImeKey(event.nativeEvent) || event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  const label = intl.formatMessage({ id: "composer.send" });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key is that of what has the focus in it
    <div className={styles["bar"]} onKeyDown={keyDown}>
      <button type="button" className={controls["button"]} ref={focusOnce} onClick={onClose}>
        <FormattedMessage id={speaking.state === "failed" ? "close" : "cancel"} />
      </button>
      <span className={styles["words"]} role="status">
        {speaking.state === "asking" && <FormattedMessage id="voice.asking" />}
        {speaking.state === "recording" && <FormattedMessage id="voice.recording" />}
        {speaking.state === "failed" && <FormattedMessage id={speaking.denied ? "voice.denied" : "voice.none"} />}
      </span>
      {recording !== undefined && (
        <>
          <Course recording={recording} />
          <button
            type="button"
            className={messages["send"]}
            aria-label={label}
            title={label}
            ref={focusOnce}
            onClick={() => void send()}
          >
            <SendHorizontal size={18} strokeWidth={1.75} />
          </button>
        </>
      )}
    </div>
  );
}

/** The focus goes to what it is most likely to be pressed next; a function of its own is called only when the button comes. */
const focusOnce = (button: HTMLButtonElement | null) => button?.focus();

/** How often time and level are shown anew, in milliseconds. */
const SHOWN_EVERY = 100;

/** How long it is, and how loud. */
function Course({ recording }: { readonly recording: Recording }) {
  const [now, setNow] = useState({ length: 0, level: 0 });
  useEffect(() => {
    const timer = setInterval(() => setNow({ length: recording.length(), level: recording.level() }), SHOWN_EVERY);
    return () => clearInterval(timer);
  }, [recording]);
  return (
    <>
      <span className={styles["time"]} role="timer">
        {lengthInWords(Math.floor(now.length / 1_000) * 1_000)}
      </span>
      <span className={styles["level"]} aria-hidden="true">
        <span style={{ inlineSize: `${Math.round(now.level * 100)}%` }} />
      </span>
    </>
  );
}
