import { createElement, Fragment, memo, type ReactNode } from "react";
import { MessageLink } from "./MessageLink.tsx";
import { type Node, parseMarkdown } from "./markdown.model.ts";

/** A message's text as elements; nothing of it is ever taken for HTML. */
export const MessageText = memo(function MessageText({ text }: { readonly text: string }) {
  return <>{parseMarkdown(text).map(render)}</>;
});

function render(node: Node, index: number): ReactNode {
  if (typeof node === "string") return <Fragment key={index}>{node}</Fragment>;
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
