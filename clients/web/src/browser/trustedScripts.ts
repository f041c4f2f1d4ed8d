/** As far as it is used here; the types of the DOM do not have it yet. */
declare global {
  interface Window {
    readonly trustedTypes?: {
      createPolicy(name: string, rules: { readonly createScriptURL: (address: string) => string }): unknown;
    };
  }
}

/**
 * The page's policy makes no script of a string (`require-trusted-types-for 'script'`). Workers and the service worker are started by
 * their address: this lets those of our own files through, and nothing else.
 */
export function trustOwnScripts(): void {
  window.trustedTypes?.createPolicy("default", {
    createScriptURL: (address) => {
      const { origin, pathname } = new URL(address, location.href);
      const isOwn = origin === location.origin && (pathname === "/sw.js" || pathname.startsWith("/assets/"));
      if (!isOwn) throw new TypeError("The address is not that of a script of ours.");
      return address;
    },
  });
}
