import type { Attachment } from "../../wire/index.ts";
import styles from "./Files.module.css";
import { boxOf, contentOf, type FilesAt } from "./files.model.ts";

/** A film, in a box that keeps its size before and after it is loaded. */
export function Film({ at, film }: { readonly at: FilesAt; readonly film: Attachment }) {
  const { poster } = film;
  const { width, height } = boxOf(film, { width: 1280, height: 720 });
  const below = poster?.placeholder === undefined ? undefined : `url(data:image/webp;base64,${poster.placeholder})`;
  return (
    // biome-ignore lint/a11y/useMediaCaption: what colleagues film has no captions
    <video
      className={styles["film"]}
      style={{ width, aspectRatio: `${width} / ${height}`, backgroundImage: below }}
      src={contentOf(at, film.fileId)}
      aria-label={film.name}
      title={film.name}
      controls
      playsInline
      poster={poster && contentOf(at, poster.fileId, "large")}
      // Without a poster its beginning is what is seen of it before it is played.
      preload={poster === undefined ? "metadata" : "none"}
    />
  );
}
