import { type ReactNode, useRef, useState } from "react";
import { lazily } from "../../ui/lazily.tsx";
import type { ConversationFile } from "../../wire/index.ts";
import { fileKey } from "./listing.model.ts";

const PictureViewer = lazily(async () => (await import("./PictureViewer.tsx")).PictureViewer);

interface Viewer {
  readonly viewer: ReactNode;
  /** Shows a file, and from it those beside it; the focus comes back to the button. */
  open(file: ConversationFile, button: HTMLButtonElement): void;
}

/** Shows pictures and films of a conversation as large as the window. */
export function useViewer(conversationId: string, files: readonly ConversationFile[]): Viewer {
  const [opened, setOpened] = useState<string>();
  const opener = useRef<HTMLButtonElement>(null);
  return {
    open: (file, button) => {
      opener.current = button;
      setOpened(fileKey(file));
    },
    viewer: opened !== undefined && (
      <PictureViewer
        shown={files.map(({ seq, attachment }) => ({ at: { conversationId, seq }, file: attachment }))}
        first={files.findIndex((file) => fileKey(file) === opened)}
        onClose={() => setOpened(undefined)}
        onClosed={() => opener.current?.focus({ preventScroll: true })}
      />
    ),
  };
}
