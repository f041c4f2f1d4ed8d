import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { isImeKey } from "../../ui/imeKey.ts";
import styles from "./EmojiPicker.module.css";
import {
  type Emoji,
  type EmojiGroups,
  findEmoji,
  loadEmoji,
  nameOfEmoji,
  recentEmoji,
  withUsed,
} from "./emoji.model.ts";

/** Emoji on one line of the grid. */
const COLUMNS = 8;
const FOUND_MAX = 80;

/** Chooses an emoji: by its words in either language, of those used last, or of a group. It is the content of a layer, which closes by itself. */
export function EmojiPicker({ onChoose }: { readonly onChoose: (emoji: string) => void }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const used = useStore(messenger.settings, (settings) => settings.recentEmoji);
  const [groups, setGroups] = useState<EmojiGroups>();
  const [failed, setFailed] = useState(false);
  const [query, setQuery] = useState("");
  const [place, setPlace] = useState<number>();
  useEffect(() => {
    loadEmoji().then(setGroups, () => setFailed(true));
  }, []);
  const wanted = query.trim();
  const shown = groups === undefined ? [] : shownOf(groups, wanted, place, used);
  const choose = (emoji: string) => {
    messenger.changeSettings({ recentEmoji: withUsed(used, emoji) });
    onChoose(emoji);
  };
  return (
    <div className={styles["picker"]}>
      <input
        type="search"
        className={styles["search"]}
        // biome-ignore lint/a11y/noAutofocus: the layer is opened to look for something
        autoFocus
        dir="auto"
        value={query}
        placeholder={intl.formatMessage({ id: "emoji.search" })}
        aria-label={intl.formatMessage({ id: "emoji.search" })}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (isImeKey(event.nativeEvent) || event.key !== "Enter") return;
          event.preventDefault();
          if (wanted !== "" && shown[0] !== undefined) choose(shown[0].emoji);
        }}
      />
      {groups !== undefined && (
        <div className={styles["groups"]} role="toolbar" aria-label={intl.formatMessage({ id: "emoji.groups" })}>
          {groups.map((group, index) => (
            <button
              key={group[0]?.emoji}
              type="button"
              aria-label={group[0] === undefined ? "" : nameOfEmoji(group[0], intl.locale)}
              aria-pressed={wanted === "" && place === index}
              onClick={() => {
                setQuery("");
                setPlace(place === index ? undefined : index);
              }}
            >
              {group[0]?.emoji}
            </button>
          ))}
        </div>
      )}
      <Grid emoji={shown} onChoose={choose} />
      {groups !== undefined && shown.length === 0 && (
        <p className={styles["none"]} role="status">
          <FormattedMessage id="emoji.none" />
        </p>
      )}
      {failed && (
        <p className={styles["none"]} role="alert">
          <FormattedMessage id="failure.unknown" />
        </p>
      )}
    </div>
  );
}

function shownOf(groups: EmojiGroups, query: string, place: number | undefined, used: readonly string[] | undefined) {
  if (query !== "") return findEmoji(groups, query, FOUND_MAX);
  if (place !== undefined) return groups[place] ?? [];
  const all = new Map(groups.flat().map((one) => [one.emoji, one]));
  const recent = recentEmoji(used).flatMap((emoji) => all.get(emoji) ?? []);
  return [...recent, ...(groups[0] ?? []).filter((one) => !recent.includes(one))];
}

/** One stop for the tab key; arrows go on from there. */
function Grid({ emoji, onChoose }: { readonly emoji: readonly Emoji[]; readonly onChoose: (emoji: string) => void }) {
  const intl = useIntl();
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const stop = Math.min(at, emoji.length - 1);
  const keyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = stop + step;
    if (next < 0 || next >= emoji.length) return;
    setAt(next);
    const button = grid.current?.children[next];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons within
    <div ref={grid} className={styles["grid"]} onKeyDown={keyDown}>
      {emoji.map((one, index) => {
        const name = nameOfEmoji(one, intl.locale);
        return (
          <button
            key={one.emoji}
            type="button"
            tabIndex={index === stop ? 0 : -1}
            aria-label={`${one.emoji} ${name}`}
            title={name}
            onClick={() => onChoose(one.emoji)}
          >
            {one.emoji}
          </button>
        );
      })}
    </div>
  );
}
