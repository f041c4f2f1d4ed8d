import { useRef, useState } from "react";
import { lazily } from "../../ui/lazily.tsx";
import type { Attachment } from "../../wire/index.ts";
import styles from "./Files.module.css";
import { boxOf, contentOf, type FilesAt } from "./files.model.ts";

const PictureViewer = lazily(async () => (await import("./PictureViewer.tsx")).PictureViewer);

interface PicturesProps {
  readonly at: FilesAt;
  readonly pictures: readonly Attachment[];
}

/** The pictures of a message; a press opens one in full. A single one has its own shape, several are squares of a grid. */
export function Pictures({ at, pictures }: PicturesProps) {
  const [opened, setOpened] = useState<number>();
  const opener = useRef<HTMLButtonElement>(null);
  const single = pictures.length === 1;
  return (
    <div className={single ? styles["single"] : styles["grid"]} data-count={pictures.length}>
      {pictures.map((picture, index) => (
        <button
          key={picture.fileId}
          type="button"
          className={styles["picture"]}
          style={single ? shapeOf(picture) : undefined}
          title={picture.name}
          onClick={(event) => {
            opener.current = event.currentTarget;
            setOpened(index);
          }}
        >
          <Thumbnail at={at} picture={picture} />
        </button>
      ))}
      {opened !== undefined && (
        <PictureViewer
          shown={pictures.map((file) => ({ at, file }))}
          first={opened}
          onClose={() => setOpened(undefined)}
          onClosed={() => opener.current?.focus({ preventScroll: true })}
        />
      )}
    </div>
  );
}

/** Reserved before the picture is there, so that nothing moves when it comes. */
function shapeOf(picture: Attachment) {
  const { width, height } = boxOf(picture, { width: 320, height: 240 });
  return { width, aspectRatio: `${width} / ${height}` };
}

function Thumbnail({ at, picture }: { readonly at: FilesAt; readonly picture: Attachment }) {
  const { fileId, name, placeholder, hasThumbnails } = picture;
  const smaller = hasThumbnails === true;
  return (
    <>
      {placeholder !== undefined && (
        <img className={styles["placeholder"]} src={`data:image/webp;base64,${placeholder}`} alt="" />
      )}
      <img
        className={styles["thumbnail"]}
        loading="lazy"
        decoding="async"
        {...(smaller
          ? { srcSet: `${contentOf(at, fileId, "small")} 1x, ${contentOf(at, fileId, "large")} 2x` }
          : { src: contentOf(at, fileId) })}
        alt={name}
      />
    </>
  );
}
