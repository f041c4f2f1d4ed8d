import { useIntl } from "react-intl";
import { FileIcon } from "./FileIcon.tsx";
import styles from "./Files.module.css";
import { sizeInWords } from "./files.model.ts";

interface FileLineProps {
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
}

/** What is said of a file wherever it stands: what it is, its name and its size. */
export function FileLine({ name, size, mediaType }: FileLineProps) {
  const { locale } = useIntl();
  return (
    <>
      <FileIcon mediaType={mediaType} />
      <span className={styles["about"]}>
        <bdi className={styles["name"]} title={name}>
          {name}
        </bdi>
        <span className={styles["size"]}>{sizeInWords(size, locale)}</span>
      </span>
    </>
  );
}
