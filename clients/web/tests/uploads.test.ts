import { beforeEach, describe, expect, test } from "vitest";
import { MemoryVault } from "../src/core/cache/MemoryVault.ts";
import { Attaching } from "../src/core/compose/Attaching.ts";
import { Outbox } from "../src/core/outbox/Outbox.ts";
import { done, type Outcome, refused, Unknown } from "../src/core/outcome.ts";
import type { FileSending } from "../src/core/uploads/FileSending.ts";
import type { DescribeFile } from "../src/core/uploads/facts.ts";
import { Uploads } from "../src/core/uploads/Uploads.ts";
import type { FileKind, PostMessage, UploadedFile } from "../src/wire/index.ts";
import { CONVERSATION, FakeClock, fakeChance, ME, message, noLocks } from "./support.ts";

const file = (name: string, size: number, type = "") => new File([new Uint8Array(size)], name, { type });

/** A sending that a test answers by hand. */
class FakeSending implements FileSending {
  progress: (bytes: number) => void = () => undefined;
  answer: (outcome: Outcome<string>) => void = () => undefined;
  lose: () => void = () => undefined;
  sends = 0;
  ended = false;

  send(progress: (bytes: number) => void): Promise<Outcome<string>> {
    this.sends++;
    this.progress = progress;
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.lose = () => reject(new Unknown("lost"));
    });
  }

  end(): void {
    this.ended = true;
  }
}

describe("uploads", () => {
  let clock: FakeClock;
  let vault: MemoryVault;
  let tries: PostMessage[];
  let outbox: Outbox;
  let uploads: Uploads;
  let sendings: FakeSending[];
  let states: UploadedFile["state"][];
  let looked: string[];
  let kind: FileKind;
  let factsOf: DescribeFile;

  beforeEach(() => {
    clock = new FakeClock();
    vault = new MemoryVault();
    tries = [];
    sendings = [];
    states = [];
    looked = [];
    kind = "document";
    factsOf = async () => ({});
    outbox = new Outbox({
      vault,
      locks: noLocks,
      clock,
      chance: fakeChance(),
      connected: () => true,
      posted: (stored) => outbox.settle([stored]),
      post: async (request) => {
        tries.push(request);
        return done(message(tries.length, tries.length, { senderId: ME, clientMessageId: request.clientMessageId }));
      },
    });
    uploads = new Uploads({
      clock,
      outbox,
      open: () => {
        const sending = new FakeSending();
        sendings.push(sending);
        return sending;
      },
      look: async (id) => {
        looked.push(id);
        const state = states.shift() ?? "ready";
        const attachment = { fileId: id, kind, name: "", size: 0, mediaType: "" };
        return done({ id, state, name: "", size: 0, received: 0, createdAt: "", attachment });
      },
      describe: (file) => factsOf(file),
    });
  });

  const sending = (index = 0): FakeSending => sendings[index] ?? new FakeSending();
  const row = () => outbox.store.getState().rows[0];
  const percent = () => uploads.store.getState().percent.get(row()?.clientMessageId ?? "");

  test("send a film with its picture, which is uploaded after it and is no file of the message", async () => {
    kind = "video";
    const poster = file("clip.mp4.webp", 5, "image/webp");
    factsOf = async () => ({ width: 1920, height: 1080, durationMilliseconds: 7_000, poster });
    uploads.send(CONVERSATION, "look", [file("clip.mp4", 100, "video/mp4")]);
    await clock.move(0);
    sending(0).answer(done("film"));
    await clock.move(0);
    expect(tries).toEqual([]);
    kind = "image";
    sending(1).answer(done("poster"));
    await clock.move(1_000);
    const film = { fileId: "film", width: 1920, height: 1080, durationMilliseconds: 7_000 };
    expect(tries[0]?.files).toEqual([{ ...film, posterId: "poster" }]);

    kind = "video";
    uploads.send(CONVERSATION, "again", [file("clip.mp4", 100, "video/mp4")]);
    await clock.move(0);
    sending(2).answer(done("film"));
    await clock.move(0);
    sending(3).answer(refused("quota_exceeded"));
    await clock.move(1_000);
    expect(tries[1]?.files).toEqual([film]);
  });

  test("say nothing of a film that is none to the server, and end its picture with it", async () => {
    factsOf = async () => ({ width: 1920, height: 1080, poster: file("a.webp", 5) });
    uploads.send(CONVERSATION, "", [file("clip.mkv", 100, "video/x-matroska")]);
    await clock.move(0);
    sending(0).answer(done("f"));
    await clock.move(1_000);
    expect(tries[0]?.files).toEqual([{ fileId: "f" }]);

    kind = "video";
    uploads.send(CONVERSATION, "", [file("clip.mp4", 100, "video/mp4")]);
    await clock.move(0);
    sending(1).answer(done("g"));
    await clock.move(0);
    uploads.cancel(row()?.clientMessageId ?? "");
    expect(sending(2).ended).toBe(true);
  });

  test("show a message at once, and send it with its files when all are with the server", async () => {
    uploads.send(CONVERSATION, "look", [file("a.txt", 100, "text/plain"), file("b.bin", 300)], { replyTo: 3 });
    expect(row()).toMatchObject({
      text: "look",
      attached: [
        { name: "a.txt", size: 100, mediaType: "text/plain" },
        { name: "b.bin", size: 300, mediaType: "" },
      ],
      progress: { state: "uploading" },
    });
    expect(uploads.filesOf(row()?.attached ?? []).map(({ name }) => name)).toEqual(["a.txt", "b.bin"]);
    await clock.move(0);
    expect(percent()).toBe(0);
    sending(0).answer(done("f1"));
    await clock.move(0);
    expect(percent()).toBe(25);
    sending(1).progress(150);
    expect(percent()).toBe(62);
    expect(tries).toEqual([]);
    sending(1).answer(done("f2"));
    await clock.move(0);
    expect(tries).toEqual([
      {
        conversationId: CONVERSATION,
        clientMessageId: "id-2",
        text: "look",
        replyTo: 3,
        files: [{ fileId: "f1" }, { fileId: "f2" }],
      },
    ]);
    expect(uploads.store.getState().percent.size).toBe(0);
    expect(await vault.readOutbox()).toEqual([]);
  });

  test("wait until the server has looked at a file, asking less and less often", async () => {
    states = ["checking", "checking", "ready"];
    uploads.send(CONVERSATION, "", [file("a", 1)]);
    await clock.move(0);
    sending().answer(done("f1"));
    await clock.move(149);
    expect(looked).toHaveLength(1);
    await clock.move(1);
    expect(looked).toHaveLength(2);
    await clock.move(224);
    expect(looked).toHaveLength(2);
    await clock.move(1);
    expect(tries).toHaveLength(1);
  });

  test("hold nothing back that is written later", async () => {
    uploads.send(CONVERSATION, "with a file", [file("a", 1)]);
    outbox.send(CONVERSATION, "later");
    await clock.move(0);
    expect(tries.map(({ text }) => text)).toEqual(["later"]);
  });

  test("leave nothing behind on the device that could not be sent after a reload", async () => {
    uploads.send(CONVERSATION, "", [file("a", 1)]);
    await clock.move(0);
    expect(await vault.readOutbox()).toEqual([]);
    sending().lose();
    await clock.move(0);
    expect(row()?.progress).toEqual({ state: "notUploaded", failure: "unknown" });
    expect(await vault.readOutbox()).toEqual([]);
  });

  test("stay in the outbox when it looks at what other tabs have left", async () => {
    uploads.send(CONVERSATION, "", [file("a", 1)]);
    await outbox.adopt();
    expect(row()?.progress.state).toBe("uploading");
  });

  test("that lost the server go on when it is back, and bring nothing twice", async () => {
    uploads.send(CONVERSATION, "", [file("a", 1), file("b", 1)]);
    await clock.move(0);
    sending(0).answer(done("f1"));
    await clock.move(0);
    sending(1).lose();
    await clock.move(0);
    uploads.wake();
    expect(row()?.progress).toEqual({ state: "uploading" });
    await clock.move(0);
    sending(1).answer(done("f2"));
    await clock.move(0);
    expect([sending(0).sends, sending(1).sends]).toEqual([1, 2]);
    expect(tries[0]?.files).toEqual([{ fileId: "f1" }, { fileId: "f2" }]);
  });

  test("that the server refuses wait for the user", async () => {
    uploads.send(CONVERSATION, "", [file("a", 1)]);
    await clock.move(0);
    sending().answer(refused("quota_exceeded"));
    await clock.move(0);
    expect(row()?.progress).toEqual({ state: "notUploaded", failure: "quota_exceeded" });
    uploads.wake();
    expect(sending().sends).toBe(1);
    uploads.retry(row()?.clientMessageId ?? "");
    await clock.move(0);
    expect(sending().sends).toBe(2);
  });

  test("say that a file was found to be harmful", async () => {
    states = ["refused"];
    uploads.send(CONVERSATION, "", [file("a", 1)]);
    await clock.move(0);
    sending().answer(done("f1"));
    await clock.move(0);
    expect(row()?.progress).toEqual({ state: "notUploaded", failure: "file_not_ready" });
    expect(tries).toEqual([]);
  });

  test("can be taken back at any time, and are then ended", async () => {
    uploads.send(CONVERSATION, "", [file("a", 1)]);
    await clock.move(0);
    uploads.cancel(row()?.clientMessageId ?? "");
    expect(outbox.store.getState().rows).toEqual([]);
    expect(sending().ended).toBe(true);
    sending().answer(done("f1"));
    await clock.move(5_000);
    expect(tries).toEqual([]);
    expect(uploads.store.getState().percent.size).toBe(0);
  });
});

describe("the files for the next message", () => {
  const limits = { fileSize: 10, filesOfMessage: 3 };

  test("are taken up to the limits, and it is said which are not", () => {
    const attaching = new Attaching();
    attaching.add("c1", [file("a", 10), file("large", 11)], limits);
    expect(attaching.of("c1").chosen.map((one) => one.file.name)).toEqual(["a"]);
    expect(attaching.of("c1").notTaken).toEqual({ reason: "tooLarge", names: ["large"] });
    attaching.add("c1", [file("b", 1), file("c", 1), file("d", 1)], limits);
    expect(attaching.of("c1").chosen.map((one) => one.file.name)).toEqual(["a", "b", "c"]);
    expect(attaching.of("c1").notTaken).toEqual({ reason: "tooMany" });
  });

  test("are those of their conversation, and gone once they are handed over", () => {
    const attaching = new Attaching();
    attaching.add("c1", [file("a", 1), file("b", 1)], limits);
    attaching.add("c2", [file("c", 1)], limits);
    attaching.remove("c1", attaching.of("c1").chosen[0]?.id ?? 0);
    expect(attaching.take("c1").map(({ name }) => name)).toEqual(["b"]);
    expect(attaching.take("c1")).toEqual([]);
    expect(attaching.of("c2").chosen).toHaveLength(1);
  });
});
