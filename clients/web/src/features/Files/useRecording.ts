import { useEffect, useState } from "react";
import { type Recording, recordVoice } from "../../browser/recordVoice.ts";

export type Speaking =
  | { readonly state: "asking" }
  | { readonly state: "recording"; readonly recording: Recording }
  | { readonly state: "failed"; readonly denied: boolean };

/** Records the microphone for as long as the component is there. */
export function useRecording(): Speaking {
  const [speaking, setSpeaking] = useState<Speaking>({ state: "asking" });
  useEffect(() => {
    let isOver = false;
    let begun: Recording | undefined;
    recordVoice().then(
      (recording) => {
        begun = recording;
        if (isOver) recording.cancel();
        else setSpeaking({ state: "recording", recording });
      },
      (fault: unknown) => {
        const denied = fault instanceof DOMException && fault.name === "NotAllowedError";
        if (!isOver) setSpeaking({ state: "failed", denied });
      },
    );
    return () => {
      isOver = true;
      begun?.cancel();
    };
  }, []);
  return speaking;
}
