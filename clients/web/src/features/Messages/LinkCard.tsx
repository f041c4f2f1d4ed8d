import type { LinkPreview } from "../../wire/index.ts";
import styles from "./LinkCard.module.css";

/** What the page behind a link says of itself: its words as text, with the host beside them that the link really leads to. */
export function LinkCard({ preview }: { readonly preview: LinkPreview }) {
  const { url, title, description, siteName } = preview;
  const { host } = new URL(url);
  return (
    <a className={styles["card"]} href={url} target="_blank" rel="noopener noreferrer nofollow">
      <span className={styles["site"]}>{siteName === undefined ? host : `${siteName} · ${host}`}</span>
      <bdi className={styles["title"]}>{title}</bdi>
      {description !== undefined && <bdi className={styles["description"]}>{description}</bdi>}
    </a>
  );
}
