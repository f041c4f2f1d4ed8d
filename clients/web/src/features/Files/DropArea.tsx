import { type ReactNode, useEffect, useRef, useState } from "react";
import { FormattedMessage } from "react-intl";
import { useMe } from "../../client.ts";
import styles from "./Files.module.css";
import { droppedFiles, hasFiles } from "./transfer.ts";

interface DropAreaProps {
  readonly conversationId: string;
  readonly className: string | undefined;
  /** Whether something can be written here. */
  readonly open: boolean;
  readonly children: ReactNode;
}

/** A conversation that takes files that are dropped on it. */
export function DropArea({ conversationId, className, open, children }: DropAreaProps) {
  const { messenger, signedIn } = useMe();
  const { attaching } = messenger;
  const { limits } = signedIn;
  const area = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);

  useEffect(() => {
    const isHere = (event: DragEvent) => open && event.target instanceof Node && area.current?.contains(event.target);
    /** A picture of this page that is dragged is a file too, but not one to be sent. */
    let own = false;
    const begun = () => {
      own = true;
    };
    const ended = () => {
      own = false;
    };
    const moved = (event: DragEvent) => {
      if (own || !hasFiles(event.dataTransfer) || event.dataTransfer === null) return;
      // Beside the area too: the browser would leave this page for a file that is dropped on it.
      event.preventDefault();
      const here = isHere(event) === true;
      event.dataTransfer.dropEffect = here ? "copy" : "none";
      setOver(here);
    };
    const left = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const dropped = (event: DragEvent) => {
      if (own || !hasFiles(event.dataTransfer) || event.dataTransfer === null) return;
      event.preventDefault();
      setOver(false);
      if (isHere(event) === true) attaching.add(conversationId, droppedFiles(event.dataTransfer), limits);
    };
    window.addEventListener("dragstart", begun);
    window.addEventListener("dragend", ended);
    window.addEventListener("dragover", moved);
    window.addEventListener("dragleave", left);
    window.addEventListener("drop", dropped);
    return () => {
      window.removeEventListener("dragstart", begun);
      window.removeEventListener("dragend", ended);
      window.removeEventListener("dragover", moved);
      window.removeEventListener("dragleave", left);
      window.removeEventListener("drop", dropped);
    };
  }, [attaching, conversationId, limits, open]);

  return (
    <div ref={area} className={className}>
      {over && (
        <div className={styles["drop"]}>
          <FormattedMessage id="files.drop" />
        </div>
      )}
      {children}
    </div>
  );
}
