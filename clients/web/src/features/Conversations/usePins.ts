import { useEffect } from "react";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { type CommandFailure, useCommand } from "../../ui/useCommand.ts";
import type { Message } from "../../wire/index.ts";

/** The pinned messages of a conversation, asked for with each connection; undefined while they are not known. */
export function usePins(conversationId: string): {
  readonly pins: readonly Message[] | undefined;
  readonly failure: CommandFailure | undefined;
} {
  const messenger = useMessenger();
  const pins = useStore(messenger.pins.store, (held) => held.get(conversationId));
  const connected = useStore(messenger.connection.store, ({ status }) => status === "connected");
  const { failure, run } = useCommand();
  useEffect(() => {
    if (connected) void run(() => messenger.pins.load(conversationId));
  }, [messenger, conversationId, connected, run]);
  return { pins, failure };
}
