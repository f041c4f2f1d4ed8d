import type { MouseEvent, ReactNode } from "react";
import { useLocation } from "wouter";
import { ownPath } from "./view.model.ts";

/** A link in a message. One to a message of this very host goes there in this tab; every other opens a tab of its own. */
export function MessageLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const [, navigate] = useLocation();
  const path = ownPath(href, location.origin);
  if (path === undefined) {
    return (
      <a href={href} target="_blank" rel="noopener noreferrer">
        {children}
      </a>
    );
  }
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // A state of its own makes a second click on the same link a second visit.
    navigate(path, { state: { visit: crypto.getRandomValues(new Uint32Array(1))[0] } });
  };
  return (
    <a href={path} onClick={follow}>
      {children}
    </a>
  );
}
