import { FormattedMessage, useIntl } from "react-intl";
import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import type { MessageId } from "../../i18n/I18n.tsx";
import { AdminDepartments } from "../Directory/AdminDepartments.tsx";
import { AdminImport } from "../Directory/AdminImport.tsx";
import { AdminUsersPage } from "./AdminUsersPage.tsx";
import styles from "./Identity.module.css";

const places: readonly (readonly [string, MessageId])[] = [
  ["/admin/users", "admin.title"],
  ["/admin/departments", "departments.title"],
  ["/admin/import", "import.title"],
];

/** What administrators look after. */
export function AdminPage() {
  const intl = useIntl();
  const [path] = useLocation();
  return (
    <div className={styles["panePage"]}>
      <nav className={styles["places"]} aria-label={intl.formatMessage({ id: "admin.places" })}>
        {places.map(([href, id]) => (
          <Link key={href} href={href} aria-current={path === href ? "page" : undefined}>
            <FormattedMessage id={id} />
          </Link>
        ))}
      </nav>
      <Switch>
        <Route path="/admin/users" component={AdminUsersPage} />
        <Route path="/admin/departments" component={AdminDepartments} />
        <Route path="/admin/import" component={AdminImport} />
        <Route>
          <Redirect to="/admin/users" replace />
        </Route>
      </Switch>
    </div>
  );
}
