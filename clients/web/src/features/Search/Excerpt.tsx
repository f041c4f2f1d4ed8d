import { useMemo } from "react";
import type { MessageHit } from "../../wire/index.ts";
import { HeldWords } from "../Files/HeldWords.tsx";
import { usePlainText } from "../Messages/Mention.tsx";
import { excerptOf } from "./search.model.ts";

/** What of a message was found, marked; of one without words, what its files are. */
export function Excerpt({ hit }: { readonly hit: MessageHit }) {
  const { conversationId, seq, excerpt } = hit;
  const pieces = useMemo(() => excerptOf(excerpt), [excerpt]);
  if (pieces.length === 0) return <HeldWords conversationId={conversationId} seq={seq} text="" />;
  return pieces.map((piece, index) => {
    const Kind = piece.isMatch === true ? "mark" : "span";
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of an excerpt stay as they are
      <Kind key={index}>
        <Words text={piece.text} />
      </Kind>
    );
  });
}

function Words({ text }: { readonly text: string }) {
  return usePlainText(text);
}
