let context: AudioContext | undefined;

/** Two soft notes, a fifth apart: hertz, and seconds from the start. */
const NOTES = [
  [659.26, 0],
  [987.77, 0.09],
] as const;

/** A short, soft sound; none until the user has touched the page once, because browsers want it so. */
export function ring(): void {
  if (navigator.userActivation?.hasBeenActive !== true) return;
  context ??= new AudioContext();
  void context.resume().then(play, () => undefined);
}

function play(): void {
  if (context === undefined) return;
  for (const [frequency, after] of NOTES) {
    const from = context.currentTime + after;
    const note = new OscillatorNode(context, { frequency });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(0.08, from + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.0001, from + 0.35);
    note.connect(loudness).connect(context.destination);
    note.start(from);
    note.stop(from + 0.36);
  }
}
