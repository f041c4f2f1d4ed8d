import { FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { rowAt } from "../../core/log/runs.ts";
import { useWords } from "./useWords.ts";

interface HeldWordsProps {
  readonly conversationId: string;
  readonly seq: number;
  readonly text: string;
}

/** The text of a message as a quote has it, which does not tell of files; the message itself does, where it is held. */
export function HeldWords({ conversationId, seq, text }: HeldWordsProps) {
  const { conversations } = useMessenger();
  const files = useStore(conversations.store, ({ logs }) => rowAt(logs.get(conversationId)?.runs ?? [], seq)?.files);
  const words = useWords({ text, files });
  return words === "" ? <FormattedMessage id="file.some" /> : words;
}
