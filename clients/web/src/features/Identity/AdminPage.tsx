import { Activity, MonitorSmartphone, Network, ScrollText, Upload, Users } from "lucide-react";
import { SettingsWords } from "../../i18n/SettingsWords.tsx";
import { AdminDepartments } from "../Directory/AdminDepartments.tsx";
import { AdminImport } from "../Directory/AdminImport.tsx";
import { PoliciesPage } from "../Operations/PoliciesPage.tsx";
import { SystemPage } from "../Operations/SystemPage.tsx";
import { AdminUsersPage } from "./AdminUsersPage.tsx";
import { type PlaceGroup, Places } from "./places/Places.tsx";
import { SignInsPage } from "./SignInsPage.tsx";

const groups: readonly [PlaceGroup, ...PlaceGroup[]] = [
  {
    title: "people.title",
    places: [
      { path: "/admin/users", title: "admin.title", icon: Users, page: AdminUsersPage },
      { path: "/admin/departments", title: "departments.title", icon: Network, page: AdminDepartments },
      { path: "/admin/import", title: "import.title", icon: Upload, page: AdminImport },
      { path: "/admin/sign-ins", title: "signIns.title", icon: MonitorSmartphone, page: SignInsPage },
    ],
  },
  {
    title: "admin.server",
    places: [
      { path: "/admin/policies", title: "policies.title", icon: ScrollText, page: PoliciesPage },
      { path: "/admin/system", title: "system.title", icon: Activity, page: SystemPage },
    ],
  },
];

/** What administrators look after. */
export function AdminPage() {
  return (
    <SettingsWords>
      <Places root="/admin" title="admin.places" groups={groups} />
    </SettingsWords>
  );
}
