import { createStore } from "zustand/vanilla";
import type { ConversationHead, Message, ResyncHint, SessionEnd, SignedIn } from "../wire/index.ts";
import { CacheWriter } from "./cache/CacheWriter.ts";
import type { Settings, Vault } from "./cache/Vault.ts";
import { Attaching } from "./compose/Attaching.ts";
import { Composing } from "./compose/Composing.ts";
import { Recalled } from "./compose/Recalled.ts";
import { Selecting } from "./compose/Selecting.ts";
import { Connection } from "./connection/Connection.ts";
import type { OpenHubLink } from "./connection/HubLink.ts";
import { Conversations } from "./conversations/Conversations.ts";
import { Groups } from "./conversations/Groups.ts";
import { Departments } from "./directory/Departments.ts";
import { Directory } from "./directory/Directory.ts";
import { OpenProfile } from "./directory/OpenProfile.ts";
import { DraftParts } from "./drafts/DraftParts.ts";
import { Drafts } from "./drafts/Drafts.ts";
import { keyOfPlace, type WritingPlace } from "./drafts/place.ts";
import { SharedDrafts } from "./drafts/SharedDrafts.ts";
import { History } from "./log/History.ts";
import { reaches } from "./log/Log.ts";
import { OpenThread } from "./log/OpenThread.ts";
import { OwnVotes } from "./log/OwnVotes.ts";
import { Pins } from "./log/Pins.ts";
import { Places } from "./log/Places.ts";
import { Verbs } from "./messages/Verbs.ts";
import { feedNames } from "./names/feedNames.ts";
import { NameIndex } from "./names/NameIndex.ts";
import { type Pronounce, Readings } from "./names/Readings.ts";
import { Outbox } from "./outbox/Outbox.ts";
import type { Extras, Placement } from "./outbox/OutboxRow.ts";
import { ignoreUnknown, type Outcome } from "./outcome.ts";
import { aliasesOf } from "./personal/items.ts";
import { Personal } from "./personal/Personal.ts";
import type { Cancel, Chance, Clock, Locks, Surroundings, Tabs } from "./ports.ts";
import { Presence } from "./presence/Presence.ts";
import { OwnCursors } from "./readState/OwnCursors.ts";
import type { Api } from "./rest/Api.ts";
import { type Finders, finders } from "./search/finders.ts";
import { CatchUp } from "./sync/CatchUp.ts";
import type { OpenSending } from "./uploads/FileSending.ts";
import type { DescribeFile } from "./uploads/facts.ts";
import { Uploads } from "./uploads/Uploads.ts";

export interface MessengerPorts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly locks: Locks;
  readonly tabs: Tabs;
  readonly surroundings: Surroundings;
  readonly vault: Vault;
  readonly api: Api;
  readonly openHub: OpenHubLink;
  readonly openSending: OpenSending;
  readonly describeFile: DescribeFile;
  readonly pronounce: Pronounce;
}

export interface MessengerEvents {
  /** The server knows this session no longer. `end` says how it ended, when the server said so. */
  sessionEnded(end: SessionEnd | undefined): void;
}

const defaultSettings: Settings = { sendKey: "enter", announcements: "on" };

/** Everything that one signed-in user's client is made of, wired together. */
export class Messenger {
  readonly me: string;
  readonly connection: Connection;
  readonly conversations: Conversations;
  readonly groups: Groups;
  readonly directory: Directory;
  /** How names are read; nothing is asked before `readings.begin()`. */
  readonly readings: Readings;
  /** All of the directory, to be found by name. */
  readonly people: NameIndex;
  /** The groups that the user is in, to be found by name. */
  readonly groupNames: NameIndex;
  readonly departments: Departments;
  readonly presence: Presence;
  readonly outbox: Outbox;
  readonly uploads: Uploads;
  readonly drafts: Drafts;
  readonly draftParts: DraftParts;
  readonly recalled: Recalled;
  readonly personal: Personal;
  readonly history: History;
  readonly ownVotes: OwnVotes;
  readonly verbs: Verbs;
  readonly pins: Pins;
  readonly finders: Finders;
  readonly places = new Places();
  readonly composing = new Composing();
  readonly attaching = new Attaching();
  readonly selecting = new Selecting();
  readonly openThread = new OpenThread();
  readonly openProfile = new OpenProfile();
  readonly settings = createStore<Settings>(() => defaultSettings);
  /** Catching up after a connect takes so long that it is worth saying. */
  readonly catchingUp = createStore<{ readonly long: boolean }>(() => ({ long: false }));
  readonly #catchUp: CatchUp;
  readonly #sharedDrafts: SharedDrafts;
  readonly #writer: CacheWriter;
  readonly #ports: MessengerPorts;
  readonly #cancels: Cancel[] = [];
  readonly #cursors: OwnCursors;
  #caughtUp = false;
  /** Groups of this size or smaller show who has read. */
  readonly receiptMembers: number;

  constructor(signedIn: SignedIn, ports: MessengerPorts, events: MessengerEvents) {
    const { clock, chance, surroundings, vault, api } = ports;
    this.me = signedIn.user.id;
    this.receiptMembers = signedIn.limits.receiptMembers;
    this.#ports = ports;
    this.conversations = new Conversations(this.me, clock, {
      gap: (id) => this.#catchUp.gap(id),
      unknown: () => void this.#catchUp.sync(),
      behind: (id) => void this.#reload(id),
      left: (id) => {
        this.#writer.removed(id);
        this.outbox.settleSent(id);
        this.#cursors.forget(id);
        this.pins.forget(id);
      },
      headChanged: (id) => this.#writer.headChanged(id),
      rowsTaken: (id, rows) => {
        this.#writer.rowsTaken(id, rows);
        this.outbox.settle(rows);
        this.pins.heard(id, rows);
      },
      logEmptied: (id) => this.#writer.logEmptied(id),
      membersChanged: (id) => this.#writer.membersChanged(id),
    });
    this.connection = new Connection(
      ports.openHub,
      {
        Changed: (changes) => this.conversations.apply(changes),
        ReadChanged: (read) => this.conversations.heardRead(read),
        PersonalChanged: (changes) => this.personal.apply(changes),
        Typing: (state) => this.presence.putTyping(state),
        PresenceChanged: (presence) => this.presence.putPresence(presence),
        Resync: (hint: ResyncHint) => this.#catchUp.hint(hint),
        SessionEnded: (end) => events.sessionEnded(end),
      },
      () => events.sessionEnded(undefined),
      { clock, chance, surroundings },
    );
    this.#cursors = new OwnCursors({
      me: this.me,
      clock,
      markRead: (request) => this.connection.call("MarkRead", request),
      put: (read) => this.conversations.putRead(read),
      saidChanged: (id) => this.#writer.headChanged(id),
    });
    this.#writer = new CacheWriter(vault, clock, () => this.conversations.store.getState(), this.#cursors);
    this.directory = new Directory(api.directory.byIds, clock, (users) => this.#writer.usersChanged(users));
    this.readings = new Readings(ports.pronounce, clock);
    this.people = new NameIndex(this.readings);
    this.groupNames = new NameIndex(this.readings);
    feedNames(this);
    this.departments = new Departments(api.directory.departments);
    this.ownVotes = new OwnVotes(api.messages.votes);
    this.pins = new Pins(api.messages.pins);
    this.finders = finders(api, this.directory);
    this.presence = new Presence(
      {
        watch: (request) => this.connection.call("WatchPresence", request),
        sayTyping: (conversationId, active) => this.connection.call("SetTyping", { conversationId, active }),
      },
      { clock, surroundings },
    );
    this.#catchUp = new CatchUp(
      { connection: this.connection, conversations: this.conversations, head: api.conversations.head },
      {
        epochChanged: async () => {
          this.#caughtUp = false;
          this.#writer.discard();
          this.conversations.clear();
          this.outbox.settleSent();
          this.#cursors.clear();
          this.directory.clear();
          this.personal.clear();
          this.ownVotes.clear();
          this.pins.clear();
          this.finders.messages.clear();
          this.finders.files.clear();
          this.finders.filesOf.clear();
          this.#sharedDrafts.clear();
          await vault.forget().catch(() => undefined);
        },
        synced: (point, full) => {
          this.#caughtUp = true;
          this.#writer.synced(point);
          if (full) void this.#forgetOthers();
          // A tab that has died meanwhile may have left something.
          void this.outbox.adopt();
        },
        personalVersion: (version) => this.personal.heard(version),
      },
      { clock, chance },
    );
    this.groups = new Groups({
      me: this.me,
      conversations: this.conversations,
      directory: this.directory,
      catchUp: this.#catchUp,
      api: { ...api.conversations, ...api.joining },
      cachedMembers: (id) => vault.readMembers(id).catch(() => []),
    });
    this.history = new History({
      conversations: this.conversations,
      connection: this.connection,
      catchUp: this.#catchUp,
      vault,
      writer: this.#writer,
    });
    this.outbox = new Outbox({
      vault,
      locks: ports.locks,
      clock,
      chance,
      connected: () => this.connection.connected,
      post: (request) => this.connection.call("Post", request),
      posted: (message) => this.#posted(message),
    });
    this.uploads = new Uploads({
      clock,
      open: ports.openSending,
      look: api.uploads.byId,
      describe: ports.describeFile,
      outbox: this.outbox,
    });
    this.personal = new Personal({
      clock,
      get: (request) => this.connection.call("GetPersonal", request),
      set: (request) => this.connection.call("SetPersonal", request),
      changed: (items, version, full) => {
        this.#writer.personalChanged(items, version, full);
        this.#sharedDrafts.heard(items, full);
      },
    });
    this.personal.store.subscribe(({ things: { contact } }, before) => {
      if (contact !== before.things.contact) this.directory.setAliases(aliasesOf(contact));
    });
    this.drafts = new Drafts(vault, clock, ports.tabs);
    this.draftParts = new DraftParts({
      vault,
      clock,
      tabs: ports.tabs,
      composing: this.composing,
      attaching: this.attaching,
    });
    this.recalled = new Recalled(this.drafts);
    this.verbs = new Verbs(this);
    this.#sharedDrafts = new SharedDrafts(this.drafts, this.personal, clock);
  }

  /** Whether a sync has ended since the start: what comes now is new, and not only new to this device. */
  get caughtUp(): boolean {
    return this.#caughtUp;
  }

  /** Reads what this device keeps; afterwards the screen can be painted without the network. */
  async readCache(first?: string): Promise<void> {
    if (first !== undefined) this.history.readAhead(first);
    const start = await this.#ports.vault.readStart().catch(() => undefined);
    if (start === undefined) {
      this.outbox.start([]);
      return;
    }
    this.directory.putCached(start.users);
    this.conversations.putHeads(start.heads.map(({ readUnsaid, ...head }) => head));
    for (const { conversation, readSeq, readUnsaid } of start.heads) {
      if (readUnsaid === true) this.#cursors.resume(conversation.id, readSeq);
    }
    if (start.personal !== undefined) this.personal.putCached(start.personal.version, start.personal.items);
    this.drafts.putCached(start.drafts);
    for (const part of start.draftParts) this.draftParts.put(part);
    this.#sharedDrafts.putCached(start.personal?.items ?? []);
    this.outbox.start(start.outbox);
    this.#catchUp.resumeFrom(start.sync);
    if (start.settings !== undefined) this.settings.setState(start.settings);
    if (start.sync !== undefined) this.conversations.ready();
    // Cached heads are not changes: nothing of them has to be written again.
    this.#writer.discard();
    if (first !== undefined) await this.history.openCached(first);
  }

  /** Connects, and stays connected. */
  start(): void {
    const { surroundings, tabs, clock, vault } = this.#ports;
    this.#cancels.push(
      this.connection.onConnected(() => void this.#connected()),
      this.connection.store.subscribe((now, before) => {
        if (before.status === "connected" && now.status !== "connected") this.presence.disconnected();
      }),
      surroundings.onLeave(() => {
        this.drafts.flush();
        this.draftParts.flush();
        this.#sharedDrafts.flush();
        void this.#writer.flush();
      }),
      tabs.listen((message) => {
        if (message.kind === "draft") this.drafts.heard(message.conversationId, message.text);
        if (message.kind === "draftPart") this.draftParts.put(message.part);
        if (message.kind === "settings") void this.#readSettings();
      }),
      clock.after(10_000, () => void vault.trim(clock.now()).catch(() => undefined)),
    );
    this.presence.start();
    this.connection.start();
  }

  /** Ends the connection and all timers; what was not yet written is written first. */
  async stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel();
    this.#catchUp.stop();
    this.presence.stop();
    this.drafts.flush();
    this.draftParts.flush();
    this.#sharedDrafts.clear();
    this.uploads.stop();
    this.outbox.stop();
    this.#cursors.clear();
    this.personal.stop();
    await this.#writer.flush();
    await this.connection.stop();
  }

  /** Stops, and deletes what this device keeps of the user. */
  async stopAndDelete(): Promise<void> {
    this.#writer.discard();
    this.drafts.clear();
    this.draftParts.clear();
    await this.stop();
    this.conversations.clear();
    this.directory.clear();
    this.personal.clear();
    await this.#ports.vault.destroy().catch(() => undefined);
  }

  /** Sends what was written at a place, with the files that are attached: its draft is done with. */
  send(place: WritingPlace, text: string, more?: Placement & Extras): void {
    const { conversationId } = place;
    const key = keyOfPlace(place);
    this.presence.stoppedTyping();
    this.drafts.changed(key, "");
    this.drafts.flush();
    const files = this.attaching.take(key);
    if (files.length === 0) this.outbox.send(conversationId, text, more);
    else this.uploads.send(conversationId, text, files, more);
  }

  /** Forwards messages of one conversation to another: a single one as it is, several as a card. */
  forward(to: string, conversationId: string, seqs: readonly number[]): void {
    this.outbox.send(to, "", { forward: { conversationId, seqs, ...(seqs.length > 1 ? { asCard: true } : {}) } });
  }

  /** Moves the user's read cursor, here at once and on the server soon. */
  markRead(conversationId: string, seq: number): Promise<void> {
    return this.#cursors.move(conversationId, seq);
  }

  /** Removes all that a conversation holds now from what the user sees of it, for good. */
  async clear(conversationId: string): Promise<Outcome<unknown>> {
    const upTo = this.conversations.store.getState().heads.get(conversationId)?.seq ?? 0;
    const outcome = await this.connection.call("Clear", { conversationId, upTo });
    if (outcome.ok) await this.#catchUp.refreshHead(conversationId);
    return outcome;
  }

  /** Finds or makes the direct conversation with a colleague. */
  async startDirect(userId: string): Promise<Outcome<ConversationHead>> {
    const outcome = await this.#ports.api.conversations.start({ kind: "direct", userId });
    if (outcome.ok) this.conversations.putHeads([outcome.value]);
    return outcome;
  }

  changeSettings(change: Partial<Settings>): void {
    this.settings.setState(change);
    void this.#ports.vault.putSettings(this.settings.getState()).then(
      () => this.#ports.tabs.tell({ kind: "settings" }),
      () => undefined,
    );
  }

  async #connected(): Promise<void> {
    this.outbox.wake();
    void this.outbox.adopt();
    this.uploads.wake();
    this.personal.wake();
    void this.presence.watchNow();
    this.#cursors.wake();
    const cancel = this.#ports.clock.after(1_000, () => this.catchingUp.setState({ long: true }));
    await this.#catchUp.sync();
    cancel();
    this.catchingUp.setState({ long: false });
    await this.history.resume();
    for (const id of this.conversations.store.getState().members.keys()) {
      await this.groups.loadMembers(id).catch(ignoreUnknown);
    }
  }

  /** Another tab may have cached what the user no longer has, and what no answer will name. */
  async #forgetOthers(): Promise<void> {
    const cached = await this.#ports.vault.readStart().catch(() => undefined);
    const { heads } = this.conversations.store.getState();
    for (const { conversation } of cached?.heads ?? []) {
      if (!heads.has(conversation.id)) this.#writer.removed(conversation.id);
    }
  }

  async #reload(conversationId: string): Promise<void> {
    await this.#catchUp.refreshHead(conversationId);
    const { logs, members } = this.conversations.store.getState();
    if (logs.has(conversationId)) await this.history.loadNewest(conversationId);
    if (members.has(conversationId)) await this.groups.loadMembers(conversationId).catch(ignoreUnknown);
  }

  /** A repeated post may be answered with a row that the log has held for long, or that is above what it holds. */
  #posted(message: Message): void {
    this.verbs.changed(message);
    if (this.conversations.store.getState().logs.has(message.conversationId)) this.conversations.flush();
    const log = this.conversations.store.getState().logs.get(message.conversationId);
    if (log === undefined || reaches(log, message.seq)) this.outbox.settle([message]);
  }

  async #readSettings(): Promise<void> {
    const start = await this.#ports.vault.readStart().catch(() => undefined);
    if (start?.settings !== undefined) this.settings.setState(start.settings);
  }
}
