import { HttpError, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { type HubLink, NotSignedIn, type OpenHubLink } from "../core/connection/HubLink.ts";
import type { Reply } from "../wire/index.ts";

/** A SignalR connection to the hub: JSON, the cookie signs in, any transport. */
export const openSignalRLink: OpenHubLink = (pushes, closed) => {
  const connection = new HubConnectionBuilder().withUrl("/hubs/messenger").configureLogging(LogLevel.None).build();
  connection.serverTimeoutInMilliseconds = 30_000;
  connection.keepAliveIntervalInMilliseconds = 15_000;
  for (const [name, handler] of Object.entries(pushes)) connection.on(name, handler);
  connection.onclose(closed);

  const link: HubLink = {
    start: async () => {
      try {
        await connection.start();
      } catch (fault) {
        if (isUnauthorized(fault)) throw new NotSignedIn();
        throw fault;
      }
    },
    call: (method, request) => connection.invoke<Reply<never>>(method, request),
    stop: () => connection.stop(),
  };
  return link;
};

/** SignalR wraps the answer to the negotiation in an error of its own; the status is only in its text there. */
function isUnauthorized(fault: unknown): boolean {
  if (fault instanceof HttpError) return fault.statusCode === 401;
  return fault instanceof Error && /Status code '401'/.test(fault.message);
}
