import { createElement, Fragment, memo, type ReactNode } from "react";
import { CodeBlock } from "./CodeBlock.tsx";
import { isLarge } from "./folding.model.ts";
import { Mention, MentionOfAll } from "./Mention.tsx";
import { MessageLink } from "./MessageLink.tsx";
import { type Node, parseMarkdown } from "./markdown.model.ts";
import { type Piece, piecesOf } from "./mentions.model.ts";
import styles from "./Row.module.css";

/** A message's text as elements; nothing of it is ever taken for HTML. */
export const MessageText = memo(function MessageText({ text }: { readonly text: string }) {
  if (isLarge(text)) return <span className={styles["large"]}>{text}</span>;
  return <>{parseMarkdown(text).map(render)}</>;
});

function render(node: Node, index: number): ReactNode {
  if (typeof node === "string") return <Fragment key={index}>{piecesOf(node).map(renderPiece)}</Fragment>;
  if (node.tag === "pre") return <CodeBlock key={index} code={node.children.join("")} language={node.language} />;
  const children = node.children.map(render);
  if (node.tag === "br") return <br key={index} />;
  if (node.tag === "a") {
    return (
      <MessageLink key={index} href={node.href ?? ""}>
        {children}
      </MessageLink>
    );
  }
  return createElement(node.tag, { key: index, ...(node.tag === "ol" ? { start: node.start } : {}) }, ...children);
}

function renderPiece(piece: Piece, index: number): ReactNode {
  if (typeof piece === "string") return piece;
  if ("everyone" in piece) return <MentionOfAll key={index} scope={piece.everyone} />;
  return <Mention key={index} userId={piece.userId} />;
}
