import type { ReactNode } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { FileIcon } from "./FileIcon.tsx";
import styles from "./Files.module.css";
import { sizeInWords } from "./files.model.ts";

interface FileLineProps {
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  /** Of a document, where that is known. */
  readonly pages?: number | undefined;
  /** The address of a picture of it, in place of the sign. */
  readonly preview?: string | undefined;
  /** What more there is to say of it. */
  readonly children?: ReactNode;
}

/** What is said of a file wherever it stands: what it is, its name, its pages and its size. */
export function FileLine({ name, size, mediaType, pages, preview, children }: FileLineProps) {
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
        <span className={styles["size"]}>
          {pages !== undefined && (
            <>
              <FormattedMessage id="file.pages" values={{ count: pages }} />
              {" · "}
            </>
          )}
          {sizeInWords(size, locale)}
        </span>
        {children}
      </span>
    </>
  );
}
