import { useIntl } from "react-intl";
import { FileIcon } from "./FileIcon.tsx";
import styles from "./Files.module.css";
import { sizeInWords } from "./files.model.ts";

interface FileLineProps {
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  /** The address of a picture of it, in place of the sign. */
  readonly preview?: string | undefined;
}

/** What is said of a file wherever it stands: what it is, its name and its size. */
export function FileLine({ name, size, mediaType, preview }: FileLineProps) {
  const { locale } = useIntl();
  return (
    <>
      {preview === undefined ? (
        <FileIcon mediaType={mediaType} />
      ) : (
        <img className={styles["preview"]} src={preview} alt="" />
      )}
      <span className={styles["about"]}>
        <bdi className={styles["name"]} title={name}>
          {name}
        </bdi>
        <span className={styles["size"]}>{sizeInWords(size, locale)}</span>
      </span>
    </>
  );
}
