import { setNonce } from "get-nonce";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { conversationInAddress } from "./browser/conversationInAddress.ts";
import { describeFile } from "./browser/describeFile.ts";
import { IndexedDbVault } from "./browser/indexedDbVault.ts";
import { takeJoinToken } from "./browser/joinToken.ts";
import { lastUser } from "./browser/lastUser.ts";
import { reloadOnNewRelease } from "./browser/newRelease.ts";
import { chance, clock, locks, openTabs, watchSurroundings } from "./browser/ports.ts";
import { pronounce } from "./browser/pronounce.ts";
import { openSendings } from "./browser/sendFile.ts";
import { openSignalRLink } from "./browser/signalRLink.ts";
import { trustOwnScripts } from "./browser/trustedScripts.ts";
import { ClientContext } from "./client.ts";
import { MemoryVault } from "./core/cache/MemoryVault.ts";
import { Api } from "./core/rest/Api.ts";
import { Rest } from "./core/rest/Rest.ts";
import { SessionKeeper } from "./core/session/SessionKeeper.ts";
import { I18n, startLanguage } from "./i18n/I18n.tsx";
import "./ui/base.css";

trustOwnScripts();
setNonce(document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "");

const api = new Api(
  new Rest(
    (path, init) => fetch(path, init),
    () => session.noticeUnauthorized(),
  ),
);
const session = new SessionKeeper({
  clock,
  chance,
  locks,
  tabs: openTabs(),
  surroundings: watchSurroundings(),
  api,
  openHub: openSignalRLink,
  openSending: openSendings(() => session.noticeUnauthorized()),
  describeFile,
  pronounce,
  lastUser,
  firstConversation: conversationInAddress,
  openVault: async (userId, cacheAllowed) =>
    cacheAllowed ? IndexedDbVault.open(userId, clock.now).catch(() => new MemoryVault()) : new MemoryVault(),
});

reloadOnNewRelease();
takeJoinToken();

void session.start();
const root = document.getElementById("root");
if (root !== null) {
  // Not awaited on the top level: what waits for this module's end would have to be cut out of it, into fifty chunks.
  void startLanguage().then(() =>
    createRoot(root).render(
      <I18n>
        <ClientContext.Provider value={{ session, api }}>
          <App />
        </ClientContext.Provider>
      </I18n>,
    ),
  );
}
