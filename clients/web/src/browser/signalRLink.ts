import type { HubConnection } from "@microsoft/signalr";
import { type HubLink, NotSignedIn, type OpenHubLink } from "../core/connection/HubLink.ts";
import type { Reply } from "../wire/index.ts";

/** A SignalR connection to the hub: JSON, the cookie signs in, any transport. The library is fetched with the first: nothing that is shown first needs it. */
export const openSignalRLink: OpenHubLink = (pushes, closed) => {
  let connection: HubConnection | undefined;
  let stopped = false;
  const open = async (): Promise<HubConnection> => {
    const { HubConnectionBuilder, LogLevel } = await import("@microsoft/signalr");
    const made = new HubConnectionBuilder().withUrl("/hubs/messenger").configureLogging(LogLevel.None).build();
    made.serverTimeoutInMilliseconds = 30_000;
    made.keepAliveIntervalInMilliseconds = 15_000;
    for (const [name, handler] of Object.entries(pushes)) made.on(name, handler);
    made.onclose(closed);
    return made;
  };

  const link: HubLink = {
    start: async () => {
      try {
        connection = await open();
        if (stopped) throw new Error("The link was stopped before it was there.");
        await connection.start();
      } catch (fault) {
        if (isUnauthorized(fault)) throw new NotSignedIn();
        throw fault;
      }
    },
    call: (method, request) =>
      connection === undefined
        ? Promise.reject(new Error("The link is not there yet."))
        : connection.invoke<Reply<never>>(method, request),
    stop: async () => {
      stopped = true;
      await connection?.stop();
    },
  };
  return link;
};

/** The status is in the text of every error of SignalR's, and of that to the negotiation nowhere else. */
const isUnauthorized = (fault: unknown): boolean => fault instanceof Error && /Status code '401'/.test(fault.message);
