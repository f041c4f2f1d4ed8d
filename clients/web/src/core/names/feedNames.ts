import type { Messenger } from "../Messenger.ts";
import { namesOf } from "./people.ts";

type Fed = Pick<Messenger, "readings" | "people" | "groupNames" | "directory" | "conversations">;

/** Keeps the indexes of names as the directory and the conversations are. */
export function feedNames({ readings, people, groupNames, directory, conversations }: Fed): void {
  readings.store.subscribe(() => {
    people.prepare();
    groupNames.prepare();
  });
  directory.store.subscribe(({ users }, before) => {
    if (users.size === 0) people.clear();
    const changed = [...users.values()].filter((user) => before.users.get(user.id) !== user);
    people.put(changed.map((user) => namesOf(user, directory.ownName(user.id))));
  });
  conversations.store.subscribe(({ heads }, before) => {
    if (heads === before.heads) return;
    if (heads.size === 0) groupNames.clear();
    for (const { conversation } of heads.values()) {
      const { id, title } = conversation;
      if (title !== undefined && before.heads.get(id)?.conversation.title !== title) {
        groupNames.put([{ id, names: [title] }]);
      }
    }
  });
}
