import { Download } from "lucide-react";
import { useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import type { Attachment } from "../../wire/index.ts";
import { FileLine } from "./FileLine.tsx";
import styles from "./Files.module.css";
import { contentOf, type FilesAt } from "./files.model.ts";

/** A file that is saved, not shown. */
export function DocumentCard({ at, file }: { readonly at: FilesAt; readonly file: Attachment }) {
  const intl = useIntl();
  const { fileId, name, size, mediaType, pages } = file;
  const label = intl.formatMessage({ id: "file.download" }, { name });
  return (
    <div className={styles["card"]}>
      <FileLine name={name} size={size} mediaType={mediaType} pages={pages} />
      <a className={controls["icon"]} href={contentOf(at, fileId)} download={name} aria-label={label} title={label}>
        <Download size={18} strokeWidth={1.75} />
      </a>
    </div>
  );
}
