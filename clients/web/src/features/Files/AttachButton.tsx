import { Paperclip } from "lucide-react";
import type { ChangeEvent, RefObject } from "react";
import { useIntl } from "react-intl";
import { useMe } from "../../client.ts";
import { keyOfPlace, type WritingPlace } from "../../core/drafts/place.ts";
import controls from "../../ui/controls.module.css";

interface AttachButtonProps {
  readonly place: WritingPlace;
  /** The field that opens the browser's choice of files; a key presses it too. */
  readonly input: RefObject<HTMLInputElement | null>;
}

/** Chooses files to go with the next message. */
export function AttachButton({ place, input }: AttachButtonProps) {
  const intl = useIntl();
  const { messenger, signedIn } = useMe();
  const label = intl.formatMessage({ id: "files.attach" });
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    messenger.attaching.add(keyOfPlace(place), [...(event.target.files ?? [])], signedIn.limits);
    // The same file, changed meanwhile, can be chosen again.
    event.target.value = "";
  };
  return (
    <>
      <input ref={input} type="file" multiple hidden onChange={chosen} />
      <button
        type="button"
        className={controls["icon"]}
        aria-label={label}
        title={label}
        onClick={() => input.current?.click()}
      >
        <Paperclip size={18} strokeWidth={1.75} />
      </button>
    </>
  );
}
