import { createStore } from "zustand/vanilla";
import type { FileKind, UploadedFile } from "../../wire/index.ts";
import type { Outbox } from "../outbox/Outbox.ts";
import type { AttachedFile, Extras, Placement, UploadFailure } from "../outbox/OutboxRow.ts";
import { done, type Outcome, refused, Unknown } from "../outcome.ts";
import type { Cancel, Clock } from "../ports.ts";
import type { FileSending, OpenSending } from "./FileSending.ts";
import { attachFileOf, type DescribeFile, type FileFacts, takesPoster } from "./facts.ts";

/** The server looks at a file when all of it is there; how long the first and the longest pause between two questions is, in milliseconds. */
const FIRST_PAUSE = 150;
const LONGEST_PAUSE = 1_000;

/** So many questions in a row may get no answer. */
const UNANSWERED_MAX = 5;

export interface UploadsParts {
  readonly clock: Clock;
  readonly open: OpenSending;
  /** What became of an upload. Throws `Unknown` when nobody can say. */
  readonly look: (id: string) => Promise<Outcome<UploadedFile>>;
  /** What this device can say of a file. It never fails: then there is nothing to say. */
  readonly describe: DescribeFile;
  readonly outbox: Pick<Outbox, "prepare" | "prepared" | "report" | "withdraw">;
}

export interface UploadsState {
  /** How much of the files of a message has been sent, in whole percent, by its client message id. */
  readonly percent: ReadonlyMap<string, number>;
}

interface Part {
  readonly sending: FileSending;
  readonly size: number;
  /** Bytes that are sent. */
  sent: number;
  /** Once all of it is there. */
  id?: string;
  /** It can go with a message. */
  ready: boolean;
  /** What the server found it to be. */
  kind?: FileKind;
  /** What is being found out of it here while it is on its way, and what was. */
  readonly describing: Promise<FileFacts>;
  facts: FileFacts;
  /** The picture that stands for it. */
  poster?: Part;
}

interface Job {
  readonly parts: readonly Part[];
  failure?: UploadFailure;
}

/**
 * Messages whose files are on their way. The outbox shows them, and sends them when the last file is with the server. They live as
 * long as this tab: a file cannot be read again after a reload, so nothing of them is kept.
 */
export class Uploads {
  readonly store = createStore<UploadsState>(() => ({ percent: new Map() }));
  readonly #parts: UploadsParts;
  readonly #jobs = new Map<string, Job>();
  readonly #waits = new Set<Cancel>();
  readonly #files = new WeakMap<readonly AttachedFile[], readonly File[]>();

  constructor(parts: UploadsParts) {
    this.#parts = parts;
  }

  /** Sends files and then the message. Its row is there when this returns. */
  send(
    conversationId: string,
    text: string,
    files: readonly File[],
    more: Placement & Extras = {},
    describe = this.#parts.describe,
  ): void {
    const { outbox } = this.#parts;
    const attached = files.map(({ name, size, type }) => ({ name, size, mediaType: type }));
    this.#files.set(attached, files);
    const { clientMessageId } = outbox.prepare(conversationId, text, attached, more);
    const job: Job = { parts: files.map((file) => this.#part(file, describe(file))) };
    this.#jobs.set(clientMessageId, job);
    void this.#run(clientMessageId, job);
  }

  /** The files of a row of this tab, to be looked at; none of one that another tab or an earlier time has left. */
  filesOf(attached: readonly AttachedFile[]): readonly File[] {
    return this.#files.get(attached) ?? [];
  }

  /** Tries again what could not be uploaded; what is with the server is not sent twice. */
  retry(clientMessageId: string): void {
    const job = this.#jobs.get(clientMessageId);
    if (job?.failure === undefined) return;
    delete job.failure;
    this.#parts.outbox.report(clientMessageId, { state: "uploading" });
    void this.#run(clientMessageId, job);
  }

  /** Takes a message back whose files are not all with the server. */
  cancel(clientMessageId: string): void {
    const job = this.#jobs.get(clientMessageId);
    if (job === undefined) return;
    this.#forget(clientMessageId);
    for (const { sending, poster } of job.parts) {
      sending.end();
      poster?.sending.end();
    }
    this.#parts.outbox.withdraw(clientMessageId);
  }

  /** The server can be reached again: tries what failed for want of it. */
  wake(): void {
    for (const [id, job] of this.#jobs) if (job.failure === "unknown") this.retry(id);
  }

  stop(): void {
    for (const id of [...this.#jobs.keys()]) this.cancel(id);
    for (const cancel of this.#waits) cancel();
    this.#waits.clear();
  }

  async #run(id: string, job: Job): Promise<void> {
    this.#tell(id, job);
    // Cancelled meanwhile: nothing more is to be said of it.
    const isOver = () => this.#jobs.get(id) !== job;
    try {
      for (const part of job.parts) {
        const outcome = await this.#bring(part, () => isOver() || this.#tell(id, job), isOver);
        if (isOver()) return;
        if (!outcome.ok) {
          this.#fail(id, job, outcome.refusal.code);
          return;
        }
        await this.#accompany(part, isOver);
        if (isOver()) return;
      }
      this.#forget(id);
      const files = job.parts.flatMap(({ id, kind, facts, poster }) =>
        id === undefined ? [] : [attachFileOf(id, kind, facts, poster?.id)],
      );
      this.#parts.outbox.prepared(id, files);
    } catch (fault) {
      if (!(fault instanceof Unknown)) throw fault;
      if (!isOver()) this.#fail(id, job, "unknown");
    }
  }

  /** Brings one file to the server, up to where it can go with a message. */
  async #bring(part: Part, moved: () => void, isOver: () => boolean): Promise<Outcome<unknown>> {
    if (part.id === undefined) {
      const sent = await part.sending.send((bytes) => {
        part.sent = bytes;
        moved();
      });
      if (!sent.ok || isOver()) return sent;
      part.id = sent.value;
      part.sent = part.size;
      moved();
    }
    if (part.ready) return done(undefined);
    const checked = await this.#checked(part.id, isOver);
    part.ready = checked.ok;
    const kind = checked.ok ? checked.value?.attachment?.kind : undefined;
    if (kind !== undefined) part.kind = kind;
    return checked;
  }

  /** Takes what this device says of a file, and brings the picture that stands for it. One that is refused is done without. */
  async #accompany(part: Part, isOver: () => boolean): Promise<void> {
    if (part.kind !== "video" && part.kind !== "audio") return;
    part.facts = await part.describing;
    if (isOver() || part.facts.poster === undefined || !takesPoster(part.kind, part.facts)) return;
    part.poster ??= this.#part(part.facts.poster, Promise.resolve({}));
    const brought = await this.#bring(part.poster, () => undefined, isOver);
    if (!brought.ok) delete part.poster;
  }

  #part(file: File, describing: Promise<FileFacts>): Part {
    return { sending: this.#parts.open(file), size: file.size, sent: 0, ready: false, describing, facts: {} };
  }

  async #checked(id: string, isOver: () => boolean): Promise<Outcome<UploadedFile | undefined>> {
    let unanswered = 0;
    for (let pause = FIRST_PAUSE; !isOver(); pause = Math.min(LONGEST_PAUSE, pause * 1.5)) {
      try {
        const found = await this.#parts.look(id);
        if (!found.ok) return found;
        if (found.value.state === "ready") return found;
        if (found.value.state === "refused") return refused("file_not_ready");
        unanswered = 0;
      } catch (fault) {
        if (!(fault instanceof Unknown) || ++unanswered >= UNANSWERED_MAX) throw fault;
      }
      await this.#pause(pause);
    }
    return done(undefined);
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.after(milliseconds, () => {
        this.#waits.delete(cancel);
        resolve();
      });
      this.#waits.add(cancel);
    });
  }

  #fail(id: string, job: Job, failure: UploadFailure): void {
    job.failure = failure;
    this.#parts.outbox.report(id, { state: "notUploaded", failure });
  }

  /** In whole percent: the screen is not painted anew for every packet. */
  #tell(id: string, { parts }: Job): void {
    const sum = (of: (part: Part) => number) => parts.reduce((all, part) => all + of(part), 0);
    const percent = Math.floor(
      (100 * sum((part) => part.sent)) /
        Math.max(
          1,
          sum((part) => part.size),
        ),
    );
    const before = this.store.getState().percent;
    if (before.get(id) !== percent) this.store.setState({ percent: new Map(before).set(id, percent) });
  }

  #forget(id: string): void {
    this.#jobs.delete(id);
    const percent = new Map(this.store.getState().percent);
    percent.delete(id);
    this.store.setState({ percent });
  }
}
