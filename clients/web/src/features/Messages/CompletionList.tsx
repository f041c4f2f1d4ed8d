import { AtSign } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useUser } from "../../client.ts";
import { MarkedText } from "../../ui/MarkedText.tsx";
import { PersonAvatar } from "../Directory/PersonAvatar.tsx";
import styles from "./CompletionList.module.css";
import { keyOfOffer, type Offer } from "./offers.model.ts";

interface CompletionListProps {
  readonly id: string;
  readonly kind: "mention" | "emoji";
  readonly offers: readonly Offer[];
  readonly active: Offer | undefined;
  readonly optionId: (offer: Offer) => string;
  readonly take: (offer: Offer) => void;
}

/** What may be taken into the text; the focus stays in the field. */
export function CompletionList({ id, kind, offers, active, optionId, take }: CompletionListProps) {
  const intl = useIntl();
  const list = useRef<HTMLDivElement>(null);
  const activeKey = active === undefined ? undefined : keyOfOffer(active);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever is chosen is to be seen
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [activeKey]);
  if (offers.length === 0) return null;
  return (
    <div
      ref={list}
      id={id}
      className={styles["list"]}
      role="listbox"
      // It scrolls. In the field the tab key takes what is chosen, so nobody comes here by it.
      tabIndex={0}
      aria-label={intl.formatMessage({ id: kind === "mention" ? "completion.people" : "completion.emoji" })}
    >
      {offers.map((offer) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
        <div
          key={keyOfOffer(offer)}
          id={optionId(offer)}
          className={styles["option"]}
          role="option"
          tabIndex={-1}
          aria-selected={keyOfOffer(offer) === activeKey}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => take(offer)}
        >
          <OfferView offer={offer} />
        </div>
      ))}
    </div>
  );
}

function OfferView({ offer }: { readonly offer: Offer }): ReactNode {
  switch (offer.kind) {
    case "person":
      return <Person offer={offer} />;
    case "everyone":
      return (
        <>
          <AtSign size={18} strokeWidth={1.75} aria-hidden="true" />
          <span>
            <FormattedMessage id={offer.scope === "all" ? "completion.all" : "completion.here"} />
          </span>
          <span className={styles["note"]}>
            <FormattedMessage id={offer.scope === "all" ? "completion.allNote" : "completion.hereNote"} />
          </span>
        </>
      );
    case "emoji":
      return (
        <>
          <span className={styles["emoji"]}>{offer.emoji}</span>
          <span>{offer.name}</span>
        </>
      );
    default:
      return offer satisfies never;
  }
}

function Person({ offer: { userId, hit } }: { readonly offer: Offer & { readonly kind: "person" } }) {
  const user = useUser(userId);
  const name = user?.displayName ?? "…";
  const byName = hit?.name === name;
  return (
    <>
      <PersonAvatar userId={userId} />
      <bdi>{byName ? <MarkedText text={name} ranges={hit.ranges} /> : name}</bdi>
      <bdi className={styles["note"]}>
        {hit === undefined || byName ? user?.title : <MarkedText text={hit.name} ranges={hit.ranges} />}
      </bdi>
    </>
  );
}
