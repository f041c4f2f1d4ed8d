import { useMessenger, useStatus } from "../../client.ts";
import { lazily } from "../../ui/lazily.tsx";
import { useShortcut } from "../../ui/shortcuts/useShortcut.ts";
import type { Layer } from "./commands.ts";

const Switcher = lazily(async () => (await import("./Switcher.tsx")).Switcher);
const KeysSheet = lazily(async () => (await import("./KeysSheet.tsx")).KeysSheet);
const NewConversation = lazily(async () => (await import("../Conversations/NewConversation.tsx")).NewConversation);
const ChannelsDialog = lazily(async () => (await import("../Conversations/ChannelsDialog.tsx")).ChannelsDialog);
const StatusDialog = lazily(async () => (await import("../Presence/StatusDialog.tsx")).StatusDialog);

interface LayersProps {
  /** The conversation in which one is. */
  readonly open: string | undefined;
  readonly layer: Layer | undefined;
  readonly onLayer: (layer: Layer | undefined) => void;
}

/** What the keyboard opens over the page, and what the switcher opens in its place. */
export function Layers({ open, layer, onLayer }: LayersProps) {
  const status = useStatus(useMessenger().me);
  const show = (wanted: Layer) => {
    onLayer(wanted);
    return true;
  };
  useShortcut("switcher", () => show("switcher"));
  useShortcut("keys", () => show("keys"));
  const close = () => onLayer(undefined);
  switch (layer) {
    case undefined:
      return null;
    case "switcher":
      return <Switcher open={open} onClose={onLayer} />;
    case "keys":
      return <KeysSheet onClose={close} />;
    case "group":
    case "channel":
      return <NewConversation kind={layer} onClose={close} />;
    case "channels":
      return <ChannelsDialog onClose={close} />;
    case "status":
      return <StatusDialog held={status} onClose={close} />;
    default:
      return layer satisfies never;
  }
}
