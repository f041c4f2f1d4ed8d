import { Bookmark, Compass, MessageCircle, MessagesSquare, Search, Settings, ShieldCheck, Users } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { Link, Route, Switch, useLocation, useRoute } from "wouter";
import { useStore } from "zustand";
import { useMe, useThings } from "./client.ts";
import { ConversationList } from "./features/Conversations/ConversationList.tsx";
import { ConversationPane } from "./features/Conversations/ConversationPane.tsx";
import { Welcome } from "./features/Conversations/Welcome.tsx";
import { SessionEnded } from "./features/Identity/SessionEnded.tsx";
import { dueCount } from "./features/Personal/own.model.ts";
import { OwnAvatar } from "./features/Presence/OwnAvatar.tsx";
import { addressOf, SEARCH_PATH } from "./features/Search/search.model.ts";
import type { Layer } from "./features/Switcher/commands.ts";
import { Layers } from "./features/Switcher/Layers.tsx";
import type { MessageId } from "./i18n/I18n.tsx";
import styles from "./Shell.module.css";
import controls from "./ui/controls.module.css";
import { fetchLazy, lazily } from "./ui/lazily.tsx";
import { globalChords, keysOf } from "./ui/shortcuts/chords.ts";
import { useRegionKeys } from "./ui/shortcuts/useRegionKeys.ts";
import { useShortcut } from "./ui/shortcuts/useShortcut.ts";

const JoinPage = lazily(async () => (await import("./features/Conversations/JoinPage.tsx")).JoinPage);
const PeoplePage = lazily(async () => (await import("./features/Directory/PeoplePage.tsx")).PeoplePage);
const SettingsPage = lazily(async () => (await import("./features/Identity/SettingsPage.tsx")).SettingsPage);
const Notices = lazily(async () => (await import("./features/Notifications/Notices.tsx")).Notices);
const OwnPage = lazily(async () => (await import("./features/Personal/OwnPage.tsx")).OwnPage);
const SearchPage = lazily(async () => (await import("./features/Search/SearchPage.tsx")).SearchPage);
const ThreadsPage = lazily(async () => (await import("./features/Personal/ThreadsPage.tsx")).ThreadsPage);
const ThreadDialog = lazily(async () => (await import("./features/Messages/ThreadDialog.tsx")).ThreadDialog);
const ProfileCard = lazily(async () => (await import("./features/Directory/ProfileCard.tsx")).ProfileCard);
const AdminPage = lazily(async () => (await import("./features/Identity/AdminPage.tsx")).AdminPage);

/** What is fetched on demand is fetched this long after the start all the same, in milliseconds: then nobody waits for it. */
const FETCH_AFTER = 5_000;

/** What a signed-in user sees: rail, list, and the pane that the address names. */
export function Shell() {
  const { messenger, signedIn } = useMe();
  const [path, navigate] = useLocation();
  const [, conversation] = useRoute("/c/:id/:seq?");
  const id = conversation?.id;
  // The page itself has another use for the key.
  useShortcut("search", () => {
    if (path === SEARCH_PATH) return false;
    navigate(addressOf({ conversationId: id }));
    return true;
  });
  useRegionKeys();
  const [layer, setLayer] = useState<Layer>();
  useEffect(() => {
    const timer = setTimeout(() => {
      messenger.readings.begin();
      void fetchLazy();
    }, FETCH_AFTER);
    return () => clearTimeout(timer);
  }, [messenger]);
  return (
    <div
      className={styles["shell"]}
      data-pane={path === "/" ? "list" : "pane"}
      data-alone={/^\/(settings|admin)/.test(path)}
    >
      <Rail administrator={signedIn.isAdministrator} onSwitcher={() => setLayer("switcher")} />
      <main className={styles["places"]}>
        <div className={styles["list"]} data-region="list">
          <ConversationList open={id} />
          <Notices open={id} />
        </div>
        <div className={styles["pane"]} data-region="page">
          <Switch>
            <Route path="/c/:id/:seq?">{id !== undefined && <ConversationPane key={id} conversationId={id} />}</Route>
            <Route path="/join" component={JoinPage} />
            <Route path="/people" component={PeoplePage} />
            <Route path={SEARCH_PATH} component={SearchPage} />
            <Route path="/threads" component={ThreadsPage} />
            <Route path="/own" component={OwnPage} />
            <Route path="/settings/*?" component={SettingsPage} />
            {signedIn.isAdministrator && <Route path="/admin/*?" component={AdminPage} />}
            <Route>
              <Welcome isKnown={path === "/"} />
            </Route>
          </Switch>
        </div>
      </main>
      <Thread path={path} />
      <Card path={path} />
      <Layers open={id} layer={layer} onLayer={setLayer} />
      <SessionEnded />
    </div>
  );
}

/** The thread that is open over the page; it closes when one goes elsewhere. */
function Thread({ path }: { readonly path: string }) {
  const { openThread } = useMe().messenger;
  const place = useStore(openThread.store, (state) => state.place);
  // Whoever goes to a conversation to open a thread over it does both at once: the thread belongs to the path that it was first shown over.
  const shown = useRef({ place, path });
  useEffect(() => {
    if (shown.current.place !== place) shown.current = { place, path };
    else if (place !== undefined && shown.current.path !== path) openThread.close();
  }, [openThread, place, path]);
  useEffect(() => () => openThread.close(), [openThread]);
  if (place === undefined) return null;
  return (
    <ThreadDialog key={`${place.conversationId}/${place.threadSeq}`} {...place} onClose={() => openThread.close()} />
  );
}

/** The card of a colleague that is open over the page; it closes when one goes elsewhere. */
function Card({ path }: { readonly path: string }) {
  const { openProfile } = useMe().messenger;
  const userId = useStore(openProfile.store, (state) => state.userId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each path is a place of its own
  useEffect(() => openProfile.close, [openProfile, path]);
  return userId === undefined ? null : <ProfileCard userId={userId} onClose={openProfile.close} />;
}

interface RailProps {
  readonly administrator: boolean;
  readonly onSwitcher: () => void;
}

function Rail({ administrator, onSwitcher }: RailProps) {
  const intl = useIntl();
  const due = dueCount(useThings("reminder"));
  const size = { size: 20, strokeWidth: 1.75, "aria-hidden": true } as const;
  return (
    <nav className={styles["rail"]} data-region="rail" aria-label={intl.formatMessage({ id: "rail.label" })}>
      <OwnAvatar className={styles["place"] ?? ""} />
      <button
        type="button"
        className={`${styles["place"]} ${styles["switcher"]}`}
        aria-label={intl.formatMessage({ id: "switcher.title" })}
        title={`${intl.formatMessage({ id: "switcher.title" })} (${keysOf(globalChords.switcher).join(" ")})`}
        onClick={onSwitcher}
      >
        <Compass {...size} />
      </button>
      <Place href="/" id="conversations.title" active={/^\/(c\/.*)?$/} icon={<MessageCircle {...size} />} />
      <Place href={SEARCH_PATH} id="search.title" active={/^\/search/} icon={<Search {...size} />} />
      <Place href="/people" id="people.title" active={/^\/people/} icon={<Users {...size} />} />
      <Place href="/threads" id="threads.title" active={/^\/threads/} icon={<MessagesSquare {...size} />} />
      <Place href="/own" id="own.title" active={/^\/own/} icon={<Bookmark {...size} />} due={due} />
      {administrator && <Place href="/admin" id="admin.title" active={/^\/admin/} icon={<ShieldCheck {...size} />} />}
      <Place href="/settings" id="settings.title" active={/^\/settings/} icon={<Settings {...size} />} />
    </nav>
  );
}

interface PlaceProps {
  readonly href: string;
  readonly id: MessageId;
  readonly active: RegExp;
  readonly icon: ReactNode;
  /** So many things there want to be looked at. */
  readonly due?: number;
}

function Place({ href, id, active, icon, due = 0 }: PlaceProps) {
  const intl = useIntl();
  const [path] = useLocation();
  const label = due > 0 ? intl.formatMessage({ id: "own.titleDue" }, { count: due }) : intl.formatMessage({ id });
  return (
    <Link
      href={href}
      className={styles["place"]}
      aria-label={label}
      title={label}
      aria-current={active.test(path) ? "page" : undefined}
    >
      {icon}
      {due > 0 && (
        <span className={`${controls["badge"]} ${styles["due"]}`} aria-hidden="true">
          {due}
        </span>
      )}
    </Link>
  );
}
