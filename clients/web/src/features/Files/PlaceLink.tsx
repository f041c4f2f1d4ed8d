import { MessageSquareText } from "lucide-react";
import type { MouseEvent } from "react";
import { useIntl } from "react-intl";
import { useLocation } from "wouter";
import { useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { permalink } from "../Messages/view.model.ts";
import type { FilesAt } from "./files.model.ts";
import { openItsThread } from "./openItsThread.ts";

interface PlaceLinkProps {
  readonly at: FilesAt;
  /** Of the file. */
  readonly name: string;
  /** Something else is shown from now on. */
  readonly onLeave: () => void;
}

/** Goes from a file to the message that it came with. */
export function PlaceLink({ at: { conversationId, seq }, name, onLeave }: PlaceLinkProps) {
  const intl = useIntl();
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const label = intl.formatMessage({ id: "file.goTo" }, { name });
  const path = permalink(conversationId, seq);
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onLeave();
    // A state of its own makes it a visit also of what the address names already.
    navigate(path, { state: { visit: crypto.getRandomValues(new Uint32Array(1))[0] } });
    void openItsThread(messenger, conversationId, seq);
  };
  return (
    <a className={controls["icon"]} href={path} aria-label={label} title={label} onClick={go}>
      <MessageSquareText size={18} strokeWidth={1.75} />
    </a>
  );
}
