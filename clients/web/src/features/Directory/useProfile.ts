import { useEffect, useState } from "react";
import { useClient, useMessenger } from "../../client.ts";
import { useCommand } from "../../ui/useCommand.ts";
import type { Profile } from "../../wire/index.ts";

/** What the company and he himself say of somebody. */
export function useProfile(userId: string) {
  const { api } = useClient();
  const { directory } = useMessenger();
  const { failure, run } = useCommand();
  const [profile, setProfile] = useState<Profile>();
  useEffect(() => {
    let stale = false;
    setProfile(undefined);
    void run(
      () => api.directory.profile(userId),
      (got) => {
        if (stale) return;
        directory.put([got.user]);
        setProfile(got);
      },
    );
    return () => {
      stale = true;
    };
  }, [api, directory, run, userId]);
  return { profile, failure };
}
