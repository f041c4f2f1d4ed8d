import { type ChangeEvent, type ReactNode, useState } from "react";
import { FormattedMessage } from "react-intl";
import { squarePicture } from "../../browser/squarePicture.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import type { CommandFailure } from "../../ui/useCommand.ts";
import styles from "../Conversations/Groups.module.css";
import { isPicture } from "../Conversations/group.model.ts";

interface PictureChoiceProps {
  /** What is shown now. */
  readonly shown: ReactNode;
  readonly isRemovable: boolean;
  readonly busy: boolean;
  readonly failure: CommandFailure | undefined;
  /** A picture was chosen; undefined: it is to go. */
  readonly onChange: (image: Blob | undefined) => void;
}

/** The picture of a group or a person, to be changed or taken away. */
export function PictureChoice({ shown, isRemovable, busy, failure, onChange }: PictureChoiceProps) {
  const [unfit, setUnfit] = useState(false);
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file, mended meanwhile, can be chosen again.
    event.target.value = "";
    if (file === undefined) return;
    setUnfit(false);
    if (isPicture(file)) onChange(file);
    else
      void squarePicture(file).then(
        (image) => onChange(image),
        () => setUnfit(true),
      );
  };
  return (
    <div className={styles["pictureRow"]}>
      {shown}
      <label className={`${controls["button"]} ${styles["upload"]}`} aria-disabled={busy}>
        <FormattedMessage id="group.picture" />
        <input type="file" className={controls["srOnly"]} accept="image/*" disabled={busy} onChange={chosen} />
      </label>
      {isRemovable && (
        <button type="button" className={controls["button"]} disabled={busy} onClick={() => onChange(undefined)}>
          <FormattedMessage id="group.pictureRemove" />
        </button>
      )}
      {unfit && (
        <p className={controls["error"]} role="alert">
          <FormattedMessage id="group.pictureRule" />
        </p>
      )}
      <FailureText failure={failure} />
    </div>
  );
}
