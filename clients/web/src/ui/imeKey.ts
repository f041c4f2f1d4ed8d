/** The key belongs to an input method's composition. Safari ends the composition before the keydown, hence 229. */
export function isImeKey(event: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}
