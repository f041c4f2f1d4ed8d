import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const script = process.env.MESSENGER_E2E_RUN ?? fileURLToPath(new URL("../../../run.sh", import.meta.url));

/** Who starts hosts. Files run side by side: the place in this list is that of their port, counted from the first. */
const PLACES = [
  "accessible",
  "admin",
  "app",
  "bench",
  "composing",
  "demo",
  "files",
  "groups",
  "keyboard",
  "layout",
  "people",
  "reading",
  "rows",
  "screens",
  "search",
  "settings",
  "talking",
  "verbs",
] as const;

/** A real host on a data folder of its own, started as a user would, and restarted on the same data. */
export class Host {
  readonly #port: number;
  readonly #data = mkdtempSync(join(tmpdir(), "messenger-e2e-"));
  #process: ChildProcess | undefined;
  /** The one-time link that the first start prints. */
  setUpLink = "";

  readonly #demo: boolean;
  readonly #settings: NodeJS.ProcessEnv;

  constructor(place: (typeof PLACES)[number], demo = false, settings: NodeJS.ProcessEnv = {}) {
    this.#port = Number(process.env.MESSENGER_E2E_PORT ?? 5205) + PLACES.indexOf(place);
    this.#demo = demo;
    this.#settings = settings;
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  async start(): Promise<void> {
    const demo = this.#demo ? ["--demo"] : [];
    const child = spawn(script, [...demo, "--port", String(this.#port), "--data", this.#data], {
      stdio: ["ignore", "pipe", "pipe"],
      // A test fills a conversation faster than people write.
      env: { ...process.env, Limits__Send__AtOnce: "5000", ...this.#settings },
    });
    this.#process = child;
    let output = "";
    await new Promise<void>((resolve, reject) => {
      const heard = (piece: Buffer) => {
        output += piece.toString();
        this.setUpLink = /http\S+\/setup#\S+/.exec(output)?.[0] ?? this.setUpLink;
        if (output.includes("Messenger is ready at") && (this.#demo || this.setUpLink !== "")) resolve();
      };
      child.stdout.on("data", heard);
      child.stderr.on("data", heard);
      child.once("exit", (code) => reject(new Error(`The host ended with ${code}:\n${output}`)));
    });
  }

  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.#data, { recursive: true, force: true });
  }
}
