/** Bytes at most, as the protocol has it. */
const LONGEST = 64;

/** What is quieter than this all the time is not shown as if it were loud. */
const QUIETEST = 0.1;

/** How loud a sound is over time: as many bytes as the protocol takes, the loudest place 255, in base64. The peaks are from 0 to 1. */
export function packWaveform(peaks: readonly number[]): string {
  const count = Math.min(LONGEST, peaks.length);
  const loudest = peaks.reduce((most, peak) => Math.max(most, peak), QUIETEST);
  const bytes = Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * peaks.length) / count);
    const to = Math.floor(((index + 1) * peaks.length) / count);
    const peak = peaks.slice(from, to).reduce((most, one) => Math.max(most, one), 0);
    return Math.round((255 * peak) / loudest);
  });
  return btoa(String.fromCharCode(...bytes));
}
