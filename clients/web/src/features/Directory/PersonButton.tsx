import type { ButtonHTMLAttributes } from "react";
import { FormattedMessage } from "react-intl";
import { usePresence, useUser } from "../../client.ts";
import type { Fragment, PersonHit } from "../../wire/index.ts";
import rows from "../Conversations/Entry.module.css";
import { StatusText } from "../Presence/StatusText.tsx";
import { PersonAvatar } from "./PersonAvatar.tsx";
import { aboutHit } from "./people.model.ts";

interface PersonButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly hit: PersonHit;
  /** He leads the department that is shown. */
  readonly isHead?: boolean;
  readonly showsPresence?: boolean;
}

/** A colleague in a list of those who were found, with what fits marked. */
export function PersonButton({ hit, isHead = false, showsPresence = false, ...button }: PersonButtonProps) {
  const { user, name } = hit;
  const shown = useUser(user.id)?.displayName ?? user.displayName;
  const presence = usePresence(user.id);
  return (
    <button type="button" className={rows["person"]} {...button}>
      <PersonAvatar userId={user.id} presence={showsPresence ? presence : undefined} />
      <span className={rows["entryText"]}>
        <span className={rows["line"]}>
          <bdi className={rows["personName"]}>
            {shown !== user.displayName && <>{shown} · </>}
            <Marked pieces={name} />
          </bdi>
          {isHead && (
            <span className={rows["headMark"]}>
              <FormattedMessage id="departments.head" />
            </span>
          )}
          {showsPresence && <StatusText userId={user.id} />}
        </span>
        <bdi className={rows["preview"]}>{aboutHit(hit)}</bdi>
      </span>
    </button>
  );
}

function Marked({ pieces }: { readonly pieces: readonly Fragment[] }) {
  return pieces.map(({ text, isMatch }, index) =>
    isMatch === true ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a name stay as they are
      <mark key={index} className={rows["found"]}>
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
