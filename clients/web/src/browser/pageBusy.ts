/** Whether a reload would take something away from the page: a text, a dialog, a recording, what is playing. */
export function isPageBusy(): boolean {
  if (document.querySelector('[role="dialog"], [role="timer"]') !== null) return true;
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("textarea, input");
  const media = document.querySelectorAll<HTMLMediaElement>("audio, video");
  return [...fields].some(({ value }) => value.trim() !== "") || [...media].some(({ paused }) => !paused);
}
