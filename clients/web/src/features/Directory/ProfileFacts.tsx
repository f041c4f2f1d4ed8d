import { Fragment, type ReactNode } from "react";
import { FormattedMessage } from "react-intl";
import { Link } from "wouter";
import type { MessageId } from "../../i18n/I18n.tsx";
import type { DepartmentName, Profile } from "../../wire/index.ts";
import styles from "./Directory.module.css";
import { LocalTime } from "./LocalTime.tsx";
import { PersonLink } from "./PersonLink.tsx";
import { departmentAddress } from "./people.model.ts";

/** What the company and he himself say of somebody. */
export function ProfileFacts({ profile, onClose }: { readonly profile: Profile; readonly onClose: () => void }) {
  const { user, email, phone, timeZone, departments, headIds, heads } = profile;
  return (
    <dl className={styles["facts"]}>
      {departments.length > 0 && (
        <Fact id="user.department">
          <Path departments={departments} onClose={onClose} />
        </Fact>
      )}
      {headIds.length > 0 && (
        <Fact id="profile.heads">
          <span className={styles["several"]}>
            {headIds.map((id) => (
              <PersonLink key={id} userId={id} />
            ))}
          </span>
        </Fact>
      )}
      {heads.length > 0 && (
        <Fact id="profile.headOf">
          <span className={styles["several"]}>
            {heads.map((department) => (
              <Path key={department.id} departments={[department]} onClose={onClose} />
            ))}
          </span>
        </Fact>
      )}
      {email !== undefined && (
        <Fact id="user.email">
          <a href={`mailto:${email}`}>{email}</a>
        </Fact>
      )}
      {phone !== undefined && (
        <Fact id="user.phone">
          <a href={`tel:${phone.replace(/[^+\d#*,]/g, "")}`}>{phone}</a>
        </Fact>
      )}
      {timeZone !== undefined && (
        <Fact id="profile.localTime">
          <LocalTime zone={timeZone} />
        </Fact>
      )}
      <Fact id="user.userName">
        <bdi>{user.userName}</bdi>
      </Fact>
    </dl>
  );
}

function Fact({ id, children }: { readonly id: MessageId; readonly children: ReactNode }) {
  return (
    <>
      <dt>
        <FormattedMessage id={id} />
      </dt>
      <dd>{children}</dd>
    </>
  );
}

interface PathProps {
  readonly departments: readonly DepartmentName[];
  readonly onClose: () => void;
}

function Path({ departments, onClose }: PathProps) {
  return (
    <span>
      {departments.map(({ id, name }, index) => (
        <Fragment key={id}>
          {index > 0 && " / "}
          <Link href={departmentAddress(id)} onClick={onClose} dir="auto">
            {name}
          </Link>
        </Fragment>
      ))}
    </span>
  );
}
