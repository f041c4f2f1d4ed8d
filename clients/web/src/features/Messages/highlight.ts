import { common, createLowlight } from "lowlight";

/** A piece of code: plain, or of one or more kinds, which have colours. */
export type Token = string | { readonly kinds: readonly string[]; readonly children: readonly Token[] };

/** Undefined for a language that is not known. */
export type Highlight = (code: string, language: string) => readonly Token[] | undefined;

const lowlight = createLowlight(common);

type Tree = ReturnType<typeof lowlight.highlight>;

export const highlight: Highlight = (code, language) =>
  lowlight.registered(language) ? tokensOf(lowlight.highlight(language, code).children) : undefined;

function tokensOf(nodes: Tree["children"]): readonly Token[] {
  return nodes.flatMap((node): readonly Token[] => {
    if (node.type === "text") return [node.value];
    if (node.type !== "element") return [];
    const { className } = node.properties;
    return [{ kinds: Array.isArray(className) ? className.map(String) : [], children: tokensOf(node.children) }];
  });
}
