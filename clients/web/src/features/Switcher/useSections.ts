import { useEffect, useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMe } from "../../client.ts";
import { NameIndex } from "../../core/names/NameIndex.ts";
import { useLocale } from "../../i18n/I18n.tsx";
import { useTheme } from "../../ui/theme.ts";
import { byActivity } from "../Conversations/list.model.ts";
import { type Command, commandsFor } from "./commands.ts";
import { foundSections, type Section, startSections } from "./switcher.model.ts";
import { useServerPeople } from "./useServerPeople.ts";

/** What the switcher offers for a text. `open` is the conversation in which one is. */
export function useSections(query: string, open: string | undefined): readonly Section[] {
  const { messenger } = useMe();
  const { readings, people, groupNames, me } = messenger;
  // Nothing moves under the eye because somebody writes meanwhile.
  const [heads] = useState(() => byActivity(messenger.conversations.store.getState().heads));
  const users = useStore(messenger.directory.store, (state) => state.users);
  const answers = useStore(readings.store, (state) => state.answers);
  const commands = useCommands();
  const commandNames = useMemo(() => {
    const names = new NameIndex(readings);
    names.put(commands.map(({ id, title }) => ({ id, names: [title] })));
    return names;
  }, [readings, commands]);
  useEffect(() => {
    messenger.directory.need(heads.flatMap(({ peerId }) => peerId ?? []));
    readings.begin();
  }, [messenger, heads, readings]);
  const text = query.trim();
  const others = useServerPeople(text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each answer more is found
  return useMemo(() => {
    const known = { me, users, heads };
    if (text === "") {
      return startSections(
        known,
        open,
        commands.filter(({ early }) => early),
      );
    }
    const found = {
      people: people.find(text),
      others,
      groups: groupNames.find(text),
      commands: commandNames.find(text),
    };
    return foundSections(found, known, commands);
  }, [me, users, heads, text, open, commands, people, groupNames, commandNames, others, answers]);
}

function useCommands(): readonly Command[] {
  const intl = useIntl();
  const { signedIn } = useMe();
  const theme = useTheme();
  const locale = useLocale();
  return useMemo(
    () =>
      commandsFor({ administrator: signedIn.isAdministrator, theme, locale }).map((command) => ({
        ...command,
        title: intl.formatMessage({ id: command.words }),
      })),
    [intl, signedIn.isAdministrator, theme, locale],
  );
}
