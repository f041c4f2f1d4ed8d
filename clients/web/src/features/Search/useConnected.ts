import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";

export const useConnected = (): boolean =>
  useStore(useMessenger().connection.store, ({ status }) => status === "connected");
