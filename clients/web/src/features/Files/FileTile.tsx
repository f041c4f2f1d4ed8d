import { Play } from "lucide-react";
import type { MouseEvent } from "react";
import styles from "./Files.module.css";
import { contentOf, type PlacedFile } from "./files.model.ts";
import listing from "./Listing.module.css";
import { PlaceLink } from "./PlaceLink.tsx";

interface FileTileProps extends PlacedFile {
  readonly onOpen: (event: MouseEvent<HTMLButtonElement>) => void;
}

/** A picture or film of a conversation, small: a press opens it, another goes to its message. */
export function FileTile({ at, file, onOpen }: FileTileProps) {
  const { name, kind } = file;
  const picture = pictureOf({ at, file });
  return (
    <li className={listing["tile"]}>
      <button type="button" className={styles["picture"]} title={name} onClick={onOpen}>
        {picture === undefined ? (
          <bdi className={listing["tileName"]}>{name}</bdi>
        ) : (
          <>
            {picture.placeholder !== undefined && (
              <img className={styles["placeholder"]} src={`data:image/webp;base64,${picture.placeholder}`} alt="" />
            )}
            <img className={styles["thumbnail"]} src={picture.src} loading="lazy" decoding="async" alt={name} />
          </>
        )}
        {kind === "video" && <Play className={listing["play"]} size={24} aria-hidden="true" />}
      </button>
      <PlaceLink at={at} name={name} />
    </li>
  );
}

interface SmallPicture {
  readonly src: string;
  readonly placeholder: string | undefined;
}

/** The smallest picture of it; a film may have none. */
function pictureOf({ at, file }: PlacedFile): SmallPicture | undefined {
  if (file.kind === "video") {
    return file.poster && { src: contentOf(at, file.poster.fileId, "small"), placeholder: file.poster.placeholder };
  }
  const src = contentOf(at, file.fileId, file.hasThumbnails === true ? "small" : undefined);
  return { src, placeholder: file.placeholder };
}
