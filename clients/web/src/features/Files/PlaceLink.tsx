import { MessageSquareText } from "lucide-react";
import type { MouseEvent } from "react";
import { useIntl } from "react-intl";
import { useLocation } from "wouter";
import { useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { visitNow } from "../Messages/useVisit.ts";
import { permalink } from "../Messages/view.model.ts";
import type { FilesAt } from "./files.model.ts";
import { openItsThread } from "./openItsThread.ts";

interface PlaceLinkProps {
  readonly at: FilesAt;
  /** Of the file. */
  readonly name: string;
}

/** Goes from a file to the message that it came with. */
export function PlaceLink({ at: { conversationId, seq }, name }: PlaceLinkProps) {
  const intl = useIntl();
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const label = intl.formatMessage({ id: "file.goTo" }, { name });
  const path = permalink(conversationId, seq);
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(path, { state: { visit: visitNow() } });
    void openItsThread(messenger, conversationId, seq);
  };
  return (
    <a className={controls["icon"]} href={path} aria-label={label} title={label} onClick={go}>
      <MessageSquareText size={18} strokeWidth={1.75} />
    </a>
  );
}
