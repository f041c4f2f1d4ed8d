import { Mic } from "lucide-react";
import type { PointerEvent } from "react";
import { useIntl } from "react-intl";
import composer from "../Messages/Composer.module.css";

/** Whether this browser can record; without a secure connection none lets a page. */
export const canRecord = "mediaDevices" in navigator && typeof MediaRecorder !== "undefined";

/** How a voice message was begun: by a button that is still held, that was held and let go of, or that was just pressed. */
export type Press = "held" | "released" | "pressed";

interface VoiceButtonProps {
  readonly onBegin: (press: Press) => void;
  /** What was held is not any more; the button may be gone by then. */
  readonly onEnd: (press: Press) => void;
}

/** Begins a voice message: pressed and let go of, by a key too, or held while one speaks. */
export function VoiceButton({ onBegin, onEnd }: VoiceButtonProps) {
  const intl = useIntl();
  const label = intl.formatMessage({ id: "voice.record" });
  const hold = (event: PointerEvent) => {
    if (event.button !== 0) return;
    // The press would take the focus from what comes in place of the button.
    event.preventDefault();
    onBegin("held");
    const ended = ({ type }: Event) => {
      window.removeEventListener("pointerup", ended);
      window.removeEventListener("pointercancel", ended);
      onEnd(type === "pointerup" ? "released" : "pressed");
    };
    window.addEventListener("pointerup", ended);
    window.addEventListener("pointercancel", ended);
  };
  return (
    <button
      type="button"
      className={`${composer["send"]} ${composer["voice"]}`}
      aria-label={label}
      title={label}
      onPointerDown={hold}
      onContextMenu={(event) => event.preventDefault()}
      onClick={() => onBegin("pressed")}
    >
      <Mic size={18} strokeWidth={1.75} />
    </button>
  );
}
