import type { Attachment } from "../../wire/index.ts";
import { DocumentCard } from "./DocumentCard.tsx";
import styles from "./Files.module.css";
import { Film } from "./Film.tsx";
import { type FilesAt, shownAs } from "./files.model.ts";
import { Pictures } from "./Pictures.tsx";
import { Sound } from "./Sound.tsx";

interface MessageFilesProps {
  readonly at: FilesAt;
  readonly files: readonly Attachment[];
}

/** The files of a message: its pictures together, then what is seen or heard, then what is saved. */
export function MessageFiles({ at, files }: MessageFilesProps) {
  const of = (kind: Attachment["kind"]) => files.filter((file) => shownAs(file) === kind);
  const pictures = of("image");
  return (
    <div className={styles["files"]}>
      {pictures.length > 0 && <Pictures at={at} pictures={pictures} />}
      {of("video").map((file) => (
        <Film key={file.fileId} at={at} film={file} />
      ))}
      {of("audio").map((file) => (
        <Sound key={file.fileId} at={at} sound={file} />
      ))}
      {of("document").map((file) => (
        <DocumentCard key={file.fileId} at={at} file={file} />
      ))}
    </div>
  );
}
