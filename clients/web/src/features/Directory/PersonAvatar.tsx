import { useUser } from "../../client.ts";
import type { Reachable } from "../../core/presence/status.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { portraitOf } from "./portrait.model.ts";

interface PersonAvatarProps {
  readonly userId: string;
  readonly presence?: Reachable | undefined;
  readonly large?: boolean;
}

/** A colleague's picture; without one, a letter of the name. */
export function PersonAvatar({ userId, ...more }: PersonAvatarProps) {
  const user = useUser(userId);
  return (
    <Avatar
      id={userId}
      name={user?.displayName ?? "…"}
      picture={user === undefined ? undefined : portraitOf(user)}
      {...more}
    />
  );
}
