import { Check, Copy } from "lucide-react";
import { createElement, Fragment, type ReactNode, useEffect, useState } from "react";
import { useIntl } from "react-intl";
import styles from "./Code.module.css";
import type { Highlight, Token } from "./highlight.ts";

interface CodeBlockProps {
  readonly code: string;
  /** As its writer has named it; perhaps none that is known. */
  readonly language: string | undefined;
}

/** Known once the first code with a language was shown. */
let known: Highlight | undefined;

/** Code as it was written, with its words coloured where the language is known. */
export function CodeBlock({ code, language }: CodeBlockProps) {
  const highlight = useHighlight(language !== undefined);
  const tokens = language === undefined ? undefined : highlight?.(code, language);
  return (
    <div className={styles["block"]}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre dir="ltr" tabIndex={0}>
        {tokens === undefined ? code : tokens.map(paint)}
      </pre>
      <CopyCode code={code} />
    </div>
  );
}

function paint(token: Token, index: number): ReactNode {
  if (typeof token === "string") return <Fragment key={index}>{token}</Fragment>;
  const classes = token.kinds.map((kind) => styles[kind]).join(" ");
  return createElement("span", { key: index, className: classes }, ...token.children.map(paint));
}

function useHighlight(wanted: boolean): Highlight | undefined {
  const [highlight, setHighlight] = useState(() => known);
  useEffect(() => {
    if (!wanted || highlight !== undefined) return;
    let current = true;
    // Without it code is as readable as it was written.
    void import("./highlight.ts").then(
      (loaded) => {
        known = loaded.highlight;
        if (current) setHighlight(() => known);
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [wanted, highlight]);
  return highlight;
}

/** So long one sees that it is copied, in milliseconds. */
const SEEN_FOR = 2_000;

function CopyCode({ code }: { readonly code: string }) {
  const intl = useIntl();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SEEN_FOR);
    return () => clearTimeout(timer);
  }, [copied]);
  const label = intl.formatMessage({ id: copied ? "copied" : "message.copyCode" });
  const copy = () =>
    void navigator.clipboard.writeText(code).then(
      () => setCopied(true),
      () => undefined,
    );
  const Sign = copied ? Check : Copy;
  return (
    <button type="button" className={styles["copy"]} aria-label={label} title={label} onClick={copy}>
      <Sign size={16} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
