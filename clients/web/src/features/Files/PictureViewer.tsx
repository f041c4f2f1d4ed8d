import { ChevronLeft, ChevronRight, ExternalLink, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import { isImeKey } from "../../ui/imeKey.ts";
import styles from "./Files.module.css";
import { contentOf, type PlacedFile } from "./files.model.ts";

interface PictureViewerProps {
  readonly shown: readonly PlacedFile[];
  /** The index of what is shown first. */
  readonly first: number;
  readonly onClose: () => void;
  /** It is gone, and the focus with it. */
  readonly onClosed?: () => void;
}

/** Pictures and films one by one, as large as the window. */
export function PictureViewer({ shown, first, onClose, onClosed }: PictureViewerProps) {
  const intl = useIntl();
  const [index, setIndex] = useState(first);
  const count = shown.length;
  const now = shown[index];
  if (now === undefined) return null;
  const { at, file } = now;
  const step = (by: number) => setIndex((at) => Math.min(count - 1, Math.max(0, at + by)));
  const keyDown = (event: KeyboardEvent) => {
    // In a film these keys go through it.
    if (isImeKey(event.nativeEvent) || event.target instanceof HTMLMediaElement) return;
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          className={styles["viewer"]}
          aria-describedby={undefined}
          onKeyDown={keyDown}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed?.();
          }}
        >
          <header className={styles["viewerHead"]}>
            <Dialog.Title className={styles["viewerTitle"]} dir="auto">
              {file.name}
            </Dialog.Title>
            {count > 1 && (
              <span className={styles["size"]} role="status">
                <FormattedMessage id="viewer.position" values={{ index: index + 1, count }} />
              </span>
            )}
            <a
              className={controls["button"]}
              href={contentOf(at, file.fileId)}
              target="_blank"
              rel="noopener noreferrer"
            >
              <ExternalLink size={16} strokeWidth={1.75} aria-hidden="true" />
              <FormattedMessage id="viewer.original" />
            </a>
            <Dialog.Close className={controls["icon"]} aria-label={intl.formatMessage({ id: "close" })}>
              <X size={20} strokeWidth={1.75} />
            </Dialog.Close>
          </header>
          <div className={styles["stage"]}>
            <Large key={`${at.seq}/${file.fileId}`} {...now} />
            {count > 1 && (
              <>
                <button
                  type="button"
                  className={`${controls["button"]} ${styles["previous"]}`}
                  aria-label={intl.formatMessage({ id: "viewer.previous" })}
                  // Not disabled: a button that cannot be pressed any more would lose the focus, and the keys with it.
                  aria-disabled={index === 0}
                  onClick={() => step(-1)}
                >
                  <ChevronLeft size={20} strokeWidth={1.75} />
                </button>
                <button
                  type="button"
                  className={`${controls["button"]} ${styles["next"]}`}
                  aria-label={intl.formatMessage({ id: "viewer.next" })}
                  aria-disabled={index === count - 1}
                  onClick={() => step(1)}
                >
                  <ChevronRight size={20} strokeWidth={1.75} />
                </button>
              </>
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Large({ at, file }: PlacedFile) {
  const { fileId, kind, name, mediaType, hasThumbnails, width, height } = file;
  if (kind === "video") {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what colleagues film has no captions
      <video className={styles["large"]} src={contentOf(at, fileId)} aria-label={name} controls playsInline />
    );
  }
  // The smaller picture of a moving one stands still.
  const size = hasThumbnails === true && mediaType !== "image/gif" ? ("large" as const) : undefined;
  return <img className={styles["large"]} src={contentOf(at, fileId, size)} width={width} height={height} alt={name} />;
}
