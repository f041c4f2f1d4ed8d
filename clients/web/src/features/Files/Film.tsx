import type { Attachment } from "../../wire/index.ts";
import styles from "./Files.module.css";
import { boxOf, contentOf, type FilesAt } from "./files.model.ts";

/** A film, in a box that keeps its size before and after it is loaded. */
export function Film({ at, film }: { readonly at: FilesAt; readonly film: Attachment }) {
  const { width, height } = boxOf(film, { width: 1280, height: 720 });
  return (
    // biome-ignore lint/a11y/useMediaCaption: what colleagues film has no captions
    <video
      className={styles["film"]}
      style={{ width, aspectRatio: `${width} / ${height}` }}
      src={contentOf(at, film.fileId)}
      aria-label={film.name}
      title={film.name}
      controls
      playsInline
      preload="metadata"
    />
  );
}
