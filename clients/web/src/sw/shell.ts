/** What the shell of one release is made of; put in by the build. */
export interface Shell {
  /** Names the release. */
  readonly version: string;
  /** SHA-256 of its page with the mark in the place of the nonce, in hex. */
  readonly page: string;
  readonly nonceMark: string;
  /** The files with a hash in their name. */
  readonly assets: readonly string[];
  /** Files that keep their name from release to release. */
  readonly files: readonly string[];
}

declare const __SHELL__: Shell;

export const shell: Shell = __SHELL__;
