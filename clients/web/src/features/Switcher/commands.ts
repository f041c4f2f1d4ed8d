import {
  Bell,
  Bookmark,
  Building2,
  FileDown,
  Hash,
  Keyboard,
  Languages,
  LogOut,
  type LucideIcon,
  MessageSquarePlus,
  MessagesSquare,
  MonitorSmartphone,
  Moon,
  Palette,
  PenLine,
  Search,
  Settings,
  ShieldCheck,
  Smile,
  Sun,
  SunMoon,
  User,
  Users,
} from "lucide-react";
import type { Locale, MessageId } from "../../i18n/I18n.tsx";
import { type Chord, globalChords } from "../../ui/shortcuts/chords.ts";
import type { Theme } from "../../ui/theme.ts";
import { SEARCH_PATH } from "../Search/search.model.ts";

/** What is open over the page by keyboard. */
export type Layer = "switcher" | "keys" | "group" | "channel" | "channels" | "status";

export type Act =
  | { readonly kind: "go"; readonly path: string }
  | { readonly kind: "open"; readonly layer: Layer }
  | { readonly kind: "theme"; readonly theme: Theme }
  | { readonly kind: "language"; readonly locale: Locale }
  | { readonly kind: "signOut" };

interface CommandDefinition {
  readonly id: string;
  readonly words: MessageId;
  readonly icon: LucideIcon;
  readonly act: Act;
  readonly chord?: Chord;
  /** Offered before anything is typed. */
  readonly early?: true;
}

/** Something that the program does when it is asked by name. */
export interface Command extends CommandDefinition {
  readonly title: string;
}

const go = (path: string, words: MessageId, icon: LucideIcon): CommandDefinition => ({
  id: path,
  words,
  icon,
  act: { kind: "go", path },
});

const general: readonly CommandDefinition[] = [
  {
    id: "group",
    words: "switcher.newGroup",
    icon: MessageSquarePlus,
    act: { kind: "open", layer: "group" },
    early: true,
  },
  { id: "channel", words: "switcher.newChannel", icon: Hash, act: { kind: "open", layer: "channel" } },
  { id: "channels", words: "switcher.findChannel", icon: Hash, act: { kind: "open", layer: "channels" }, early: true },
  { ...go(SEARCH_PATH, "switcher.search", Search), chord: globalChords.search, early: true },
  { id: "status", words: "switcher.status", icon: Smile, act: { kind: "open", layer: "status" }, early: true },
  {
    id: "keys",
    words: "switcher.keys",
    icon: Keyboard,
    act: { kind: "open", layer: "keys" },
    chord: globalChords.keys,
    early: true,
  },
  go("/people", "switcher.directory", Users),
  go("/threads", "switcher.threads", MessagesSquare),
  go("/own", "switcher.saved", Bookmark),
  go("/settings", "switcher.settings", Settings),
  go("/settings/profile", "switcher.profile", User),
  go("/settings/security", "switcher.security", ShieldCheck),
  go("/settings/devices", "switcher.devices", MonitorSmartphone),
  go("/settings/appearance", "switcher.appearance", Palette),
  go("/settings/notifications", "switcher.notifications", Bell),
  go("/settings/composing", "switcher.composing", PenLine),
];

const looks: readonly (readonly [Theme, MessageId, LucideIcon])[] = [
  ["light", "switcher.light", Sun],
  ["dark", "switcher.dark", Moon],
  ["system", "switcher.system", SunMoon],
];

const administration: readonly CommandDefinition[] = [
  go("/admin/users", "switcher.accounts", ShieldCheck),
  go("/admin/departments", "switcher.departments", Building2),
  go("/admin/import", "switcher.import", FileDown),
];

const signOut: CommandDefinition = { id: "signOut", words: "switcher.signOut", icon: LogOut, act: { kind: "signOut" } };

interface Situation {
  readonly administrator: boolean;
  readonly theme: Theme;
  readonly locale: Locale;
}

/** The commands that make sense now. */
export function commandsFor({ administrator, theme, locale }: Situation): readonly CommandDefinition[] {
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  return [
    ...general,
    ...looks.flatMap(([look, words, icon]) =>
      look === theme ? [] : [{ id: look, words, icon, act: { kind: "theme", theme: look } as const }],
    ),
    { id: "language", words: "switcher.language", icon: Languages, act: { kind: "language", locale: other } },
    ...(administrator ? administration : []),
    signOut,
  ];
}
