import { X } from "lucide-react";
import { FormattedList, FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMe } from "../../client.ts";
import { type Chosen, type NotTaken, nothingAttached } from "../../core/compose/Attaching.ts";
import { KEPT_FILES_MAX, outlivePage } from "../../core/drafts/DraftPart.ts";
import { keyOfPlace, type WritingPlace } from "../../core/drafts/place.ts";
import controls from "../../ui/controls.module.css";
import { FileLine } from "./FileLine.tsx";
import styles from "./Files.module.css";
import { sizeInWords } from "./files.model.ts";
import { usePreview } from "./usePreview.ts";

/** The files that go with the next message, and why others do not. */
export function ChosenFiles({ place }: { readonly place: WritingPlace }) {
  const intl = useIntl();
  const { attaching } = useMe().messenger;
  const key = keyOfPlace(place);
  const { chosen, notTaken } = useStore(attaching.store, (state) => state.attached.get(key) ?? nothingAttached);
  return (
    <>
      {notTaken !== undefined && (
        <p className={styles["notTaken"]} role="alert">
          <Reason notTaken={notTaken} />
        </p>
      )}
      {!outlivePage(chosen.map(({ file }) => file)) && (
        <p className={styles["notKept"]} role="status">
          <FormattedMessage id="files.notKept" values={{ size: sizeInWords(KEPT_FILES_MAX, intl.locale) }} />
        </p>
      )}
      {chosen.length > 0 && (
        <ul className={styles["strip"]} aria-label={intl.formatMessage({ id: "files.chosen" })}>
          {chosen.map((one) => (
            <Item key={one.id} chosen={one} onRemove={() => attaching.remove(key, one.id)} />
          ))}
        </ul>
      )}
    </>
  );
}

function Item({ chosen: { file }, onRemove }: { readonly chosen: Chosen; readonly onRemove: () => void }) {
  const intl = useIntl();
  const preview = usePreview(file);
  const label = intl.formatMessage({ id: "files.remove" }, { name: file.name });
  return (
    <li className={styles["chosen"]}>
      <FileLine name={file.name} size={file.size} mediaType={file.type} preview={preview} />
      <button type="button" className={controls["icon"]} aria-label={label} title={label} onClick={onRemove}>
        <X size={16} strokeWidth={1.75} />
      </button>
    </li>
  );
}

function Reason({ notTaken }: { readonly notTaken: NotTaken }) {
  const { locale } = useIntl();
  const { limits } = useMe().signedIn;
  switch (notTaken.reason) {
    case "tooLarge":
      return (
        <FormattedMessage
          id="files.tooLarge"
          values={{
            names: <FormattedList value={notTaken.names.map((name) => `“${name}”`)} />,
            size: sizeInWords(limits.fileSize, locale),
          }}
        />
      );
    case "tooMany":
      return <FormattedMessage id="files.tooMany" values={{ count: limits.filesOfMessage }} />;
    default:
      return notTaken satisfies never;
  }
}
