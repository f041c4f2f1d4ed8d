import { useClient } from "../../../client.ts";
import { Sessions } from "../Sessions.tsx";
import { PlaceTitle } from "./PlaceTitle.tsx";

/** Where the user is signed in. */
export function DevicesPlace() {
  const { identity } = useClient().api;
  return (
    <>
      <PlaceTitle id="sessions.title" explanation="settings.devicesMore" />
      <Sessions load={identity.sessions} end={identity.endSession} />
    </>
  );
}
