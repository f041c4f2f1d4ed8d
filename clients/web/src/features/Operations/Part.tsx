import { CircleCheck, CircleHelp, CircleX, TriangleAlert } from "lucide-react";
import { useId } from "react";
import { FormattedMessage } from "react-intl";
import type { HealthAdvice, PartState } from "../../wire/index.ts";
import styles from "./Operations.module.css";
import { adviceWords, type Fact, stateWords } from "./system.model.ts";
import { useFactWords } from "./useFactWords.ts";

const icons = { good: CircleCheck, attention: TriangleAlert, broken: CircleX, unknown: CircleHelp } as const;

/** A state by its shape, its colour and, unless something else says it, its word. */
export function StateMark({ state, bare = false }: { readonly state: PartState; readonly bare?: boolean }) {
  const Icon = icons[state];
  return (
    <span className={styles["state"]} data-state={state}>
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      {!bare && <FormattedMessage id={stateWords[state]} />}
    </span>
  );
}

interface PartProps {
  readonly title: string;
  readonly more?: string | undefined;
  /** What has no state is only told of. */
  readonly part?: { readonly state: PartState; readonly advice: readonly HealthAdvice[] };
  readonly facts: readonly Fact[];
}

/** A part of the installation: how it is, what to do, what is known of it. */
export function Part({ title, more, part, facts }: PartProps) {
  const id = useId();
  const words = useFactWords();
  return (
    <section className={styles["part"]} aria-labelledby={id}>
      <div className={styles["partHead"]}>
        <h2 id={id}>
          <bdi>{title}</bdi>
        </h2>
        {more !== undefined && <span className={styles["quiet"]}>{more}</span>}
        {part !== undefined && <StateMark state={part.state} />}
      </div>
      {part?.advice.map((advice) => (
        <p key={advice} className={styles["advice"]}>
          <FormattedMessage id={adviceWords[advice]} />
        </p>
      ))}
      <dl className={styles["facts"]}>
        {facts.map((fact) => (
          <div key={fact.label}>
            <dt>
              <FormattedMessage id={fact.label} />
            </dt>
            <dd>{words(fact)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
