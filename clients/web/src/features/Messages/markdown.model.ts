import MarkdownIt, { type Token } from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";

/** One element of a text, or a piece of plain text. There is never an HTML string. */
export type Node =
  | string
  | {
      readonly tag: Tag;
      readonly href?: string;
      readonly start?: number;
      /** Of code, as its writer has named it. */
      readonly language?: string;
      readonly children: readonly Node[];
    };
export type Tag = "p" | "strong" | "em" | "s" | "code" | "pre" | "blockquote" | "ul" | "ol" | "li" | "a" | "br";

const SCHEMES = /^(https?:|mailto:)/i;

const parser = new MarkdownIt({ html: false, linkify: true, breaks: true })
  .use(cjkFriendly)
  .disable(["heading", "lheading", "image", "table", "hr", "reference", "entity", "html_block", "html_inline"]);
parser.validateLink = (url) => SCHEMES.test(url.trim());
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: true });

const tags: Readonly<Record<string, Tag>> = {
  paragraph: "p",
  strong: "strong",
  em: "em",
  s: "s",
  blockquote: "blockquote",
  bullet_list: "ul",
  ordered_list: "ol",
  list_item: "li",
  link: "a",
};

/** The Markdown subset of messages: bold, italic, strike, code, quotes, lists, links to http, https and mailto. */
export function parseMarkdown(text: string): readonly Node[] {
  return build(parser.parse(text, {}));
}

const BLOCKS: ReadonlySet<Tag> = new Set(["p", "pre", "blockquote", "ul", "ol", "li"]);

/** The words of a text without its marks, for a line of a list or a quote. */
export function wordsOfMarkdown(text: string): string {
  return words(parseMarkdown(text)).trim();
}

const words = (nodes: readonly Node[]): string =>
  nodes
    .map((node) => {
      if (typeof node === "string") return node;
      if (node.tag === "br") return "\n";
      return BLOCKS.has(node.tag) ? `${words(node.children).trimEnd()}\n` : words(node.children);
    })
    .join("");

function build(tokens: readonly Token[]): readonly Node[] {
  const root: Node[] = [];
  const open: Node[][] = [root];
  const put = (node: Node) => open.at(-1)?.push(node);
  for (const token of tokens) {
    if (token.nesting === 1) {
      const children: Node[] = [];
      const tag = tags[token.type.replace(/_open$/, "")] ?? "p";
      const href = token.attrGet("href");
      const start = Number(token.attrGet("start") ?? 1);
      put({ tag, children, ...(href === null ? {} : { href: String(href) }), ...(start === 1 ? {} : { start }) });
      open.push(children);
    } else if (token.nesting === -1) {
      open.pop();
    } else if (token.type === "inline") {
      for (const child of build(token.children ?? [])) put(child);
    } else if (token.type === "code_inline") {
      put({ tag: "code", children: [token.content] });
    } else if (token.type === "fence" || token.type === "code_block") {
      const [language = ""] = token.info.trim().toLowerCase().split(/\s/);
      const children = [token.content.replace(/\n$/, "")];
      put({ tag: "pre", children, ...(language === "" ? {} : { language }) });
    } else if (token.type === "softbreak" || token.type === "hardbreak") {
      put({ tag: "br", children: [] });
    } else if (token.content !== "") {
      put(token.content);
    }
  }
  return root;
}
