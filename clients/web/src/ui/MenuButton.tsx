import { type ButtonHTMLAttributes, type ReactNode, useState } from "react";

/** What a menu or another layer is told by the button that opened it. */
export interface OpenedBy {
  readonly opener: HTMLElement;
  readonly onClose: () => void;
}

interface MenuButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type"> {
  /** Shown while it is open. Fetched when it is first wanted: what is shown first needs no menus. */
  readonly layer: (by: OpenedBy) => ReactNode;
  readonly opens?: "menu" | "dialog";
}

/** A button that opens a layer. */
export function MenuButton({ layer, opens = "menu", ...props }: MenuButtonProps) {
  const [opener, setOpener] = useState<HTMLElement>();
  return (
    <>
      <button
        {...props}
        type="button"
        aria-haspopup={opens}
        aria-expanded={opener !== undefined}
        onClick={({ currentTarget }) => setOpener((now) => (now === undefined ? currentTarget : undefined))}
        onKeyDown={(event) => {
          if (opens !== "menu" || event.key !== "ArrowDown") return;
          event.preventDefault();
          setOpener(event.currentTarget);
        }}
      />
      {opener !== undefined && layer({ opener, onClose: () => setOpener(undefined) })}
    </>
  );
}
