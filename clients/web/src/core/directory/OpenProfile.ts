import { createStore } from "zustand/vanilla";

/** Whose card is open over the page, if one is. It belongs to no row, which may scroll away. */
export class OpenProfile {
  readonly store = createStore<{ readonly userId: string | undefined }>(() => ({ userId: undefined }));

  readonly open = (userId: string): void => this.store.setState({ userId });

  readonly close = (): void => this.store.setState({ userId: undefined });
}
