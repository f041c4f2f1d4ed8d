import type { FileFacts } from "../core/uploads/facts.ts";
import { packWaveform } from "../core/uploads/waveform.ts";

/** What was spoken, and what is said of it. */
export interface Spoken {
  readonly file: File;
  readonly facts: FileFacts;
}

/** Somebody is speaking. */
export interface Recording {
  /** How loud it is now, from 0 to 1. */
  level(): number;
  /** So far, in milliseconds. */
  length(): number;
  stop(): Promise<Spoken>;
  cancel(): void;
}

/** What browsers record, the smallest first, and how the names of such files end. */
const FORMATS = [
  ["audio/webm;codecs=opus", "webm"],
  ["audio/ogg;codecs=opus", "ogg"],
  ["audio/mp4", "m4a"],
] as const;

/** Enough for speech. */
const BITS_PER_SECOND = 32_000;

/** It is listened how loud it is so often, in milliseconds. */
const LISTENED_EVERY = 50;

/** It ends by itself then, in milliseconds; it can still be sent. */
const LONGEST = 10 * 60 * 1_000;

/** Records the microphone. Rejects with `NotAllowedError` if the user or the browser does not let it, and otherwise if there is none. */
export async function recordVoice(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const context = new AudioContext();
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
  let timer: ReturnType<typeof setInterval> | undefined;
  try {
    const level = listen(context, stream);
    const [mimeType, ending] = FORMATS.find(([type]) => MediaRecorder.isTypeSupported(type)) ?? FORMATS[2];
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
    const pieces: Blob[] = [];
    const peaks: number[] = [];
    const begun = new Date();
    const since = performance.now();
    let until: number | undefined;
    const length = () => (until ?? performance.now()) - since;
    // Also when the microphone is pulled out.
    const ended = new Promise<void>((resolve) => recorder.addEventListener("stop", () => resolve()));
    recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    const end = () => {
      until ??= performance.now();
      if (recorder.state !== "inactive") recorder.stop();
      close();
    };
    timer = setInterval(() => {
      peaks.push(level());
      if (length() >= LONGEST || recorder.state === "inactive") end();
    }, LISTENED_EVERY);
    recorder.start();
    return {
      level: () => (until === undefined ? level() : 0),
      length,
      cancel: end,
      stop: async () => {
        end();
        await ended;
        const [type = mimeType] = recorder.mimeType.split(";");
        return {
          file: new File(pieces, `${nameOf(begun)}.${ending}`, { type }),
          facts: { isVoice: true, durationMilliseconds: Math.round(length()), waveform: packWaveform(peaks) },
        };
      },
    };
  } catch (fault) {
    close();
    throw fault;
  }
}

/** How loud a stream is whenever one asks. */
function listen(context: AudioContext, stream: MediaStream): () => number {
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  // While the browser asked for the microphone, the click that this began with may have become too old for it.
  void context.resume();
  const samples = new Float32Array(analyser.fftSize);
  return () => {
    analyser.getFloatTimeDomainData(samples);
    return Math.min(
      1,
      samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
    );
  };
}

/** What lists show of it, which do not know that it was spoken: when, of the speaker's time. */
function nameOf(begun: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const day = [begun.getFullYear(), two(begun.getMonth() + 1), two(begun.getDate())].join("-");
  return `voice ${day} ${two(begun.getHours())}${two(begun.getMinutes())}${two(begun.getSeconds())}`;
}
