import { ArrowLeft, ChevronRight, type LucideIcon } from "lucide-react";
import { type ComponentType, type ReactNode, useEffect, useId, useRef } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Link, Redirect, useLocation } from "wouter";
import type { MessageId } from "../../../i18n/I18n.tsx";
import controls from "../../../ui/controls.module.css";
import { useMedia } from "../../../ui/useMedia.ts";
import styles from "./Places.module.css";

export interface Place {
  readonly path: string;
  readonly title: MessageId;
  readonly icon: LucideIcon;
  readonly page: ComponentType;
}

/** Places that belong together, under a word of their own. */
export interface PlaceGroup {
  readonly title: MessageId;
  readonly places: readonly [Place, ...Place[]];
}

interface PlacesProps {
  readonly root: string;
  readonly title: MessageId;
  readonly groups: readonly [PlaceGroup, ...PlaceGroup[]];
  /** What stands below the list of places. */
  readonly children?: ReactNode;
}

/** Pages with a list of them at their side; where there is no room for both, one comes after the other. */
export function Places({ root, title, groups, children }: PlacesProps) {
  const [path] = useLocation();
  const isWide = useMedia("(min-width: 720px)");
  const shown = groups.flatMap(({ places }) => places).find((place) => place.path === path);
  const nav = useRef<HTMLElement>(null);
  const page = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    // On a narrow screen what had the focus is gone: it goes on with what is there now.
    const links = [...(nav.current?.querySelectorAll("a") ?? [])];
    if (!isWide && path === root) links.find((link) => link.getAttribute("href") === before.current)?.focus();
    else if (!isWide) page.current?.focus();
    before.current = path;
  }, [path, isWide, root]);
  if (shown === undefined && path !== root) return <Redirect to={root} replace />;
  if (shown === undefined && isWide) return <Redirect to={groups[0].places[0].path} replace />;
  const Title = shown === undefined ? "h1" : "p";
  return (
    <div className={styles["places"]}>
      {(isWide || shown === undefined) && (
        <nav ref={nav} className={styles["nav"]} aria-labelledby="places-title">
          <Title id="places-title" className={styles["navTitle"]}>
            <FormattedMessage id={title} />
          </Title>
          {groups.map((group) => (
            <Group key={group.title} group={group} path={path} />
          ))}
          {children}
        </nav>
      )}
      {shown !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a page without anything to act on is scrolled by keys, too
        <section key={shown.path} ref={page} className={styles["page"]} tabIndex={0} aria-labelledby="place-title">
          <div className={styles["column"]}>
            {!isWide && <Back to={root} title={title} />}
            <shown.page />
          </div>
        </section>
      )}
    </div>
  );
}

function Group({ group, path }: { readonly group: PlaceGroup; readonly path: string }) {
  const id = useId();
  return (
    <>
      <p id={id} className={styles["groupTitle"]}>
        <FormattedMessage id={group.title} />
      </p>
      <ul className={styles["links"]} aria-labelledby={id}>
        {group.places.map((place) => (
          <li key={place.path}>
            <Link
              href={place.path}
              className={styles["link"] ?? ""}
              aria-current={place.path === path ? "page" : undefined}
            >
              <place.icon size={18} strokeWidth={1.75} aria-hidden="true" />
              <FormattedMessage id={place.title} />
              <ChevronRight className={styles["more"]} size={18} strokeWidth={1.75} aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Back({ to, title }: { readonly to: string; readonly title: MessageId }) {
  const intl = useIntl();
  return (
    <Link href={to} className={`${controls["icon"]} ${styles["back"]}`} aria-label={intl.formatMessage({ id: "back" })}>
      <ArrowLeft size={20} strokeWidth={1.75} aria-hidden="true" />
      <FormattedMessage id={title} />
    </Link>
  );
}
