import { type FormEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useMessenger, useThing } from "../../client.ts";
import { QUIET, quietItem, removed } from "../../core/personal/items.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import { ALL_DAYS, clockTime, quietForm, quietOf } from "./own.model.ts";
import styles from "./Personal.module.css";

/** A week that begins with a Sunday, to name the days by. */
const SUNDAY = Date.UTC(2026, 0, 4);
const DAY = 86_400_000;

/** The hours in which the user wants no notification. */
export function QuietHoursForm() {
  const intl = useIntl();
  const { personal } = useMessenger();
  const held = useThing("quiet_hours", QUIET)?.quietHours;
  const { busy, failure, run } = useCommand();
  // What another device has set replaces the form.
  const [shown, setShown] = useState(held);
  const [form, setForm] = useState(() => quietForm(held));
  if (shown !== held) {
    setShown(held);
    setForm(quietForm(held));
  }
  const wanted = quietOf(form, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== undefined) void run(() => personal.put(quietItem(wanted)));
  };
  const toggle = (day: number) => {
    const days = new Set(form.days);
    if (!days.delete(day)) days.add(day);
    setForm({ ...form, days });
  };
  return (
    <form className={controls["stack"]} aria-label={intl.formatMessage({ id: "own.quiet" })} onSubmit={submit}>
      <h2>
        <FormattedMessage id="own.quiet" />
      </h2>
      {held !== undefined && (
        <p>
          <FormattedMessage
            id="own.quietExplanation"
            values={{ from: clockTime(held.fromMinute), until: clockTime(held.untilMinute), zone: held.timeZone }}
          />
        </p>
      )}
      <div className={styles["times"]}>
        <Field
          label={intl.formatMessage({ id: "own.quietFrom" })}
          type="time"
          value={form.from}
          onChange={(event) => setForm({ ...form, from: event.target.value })}
        />
        <Field
          label={intl.formatMessage({ id: "own.quietUntil" })}
          type="time"
          value={form.until}
          onChange={(event) => setForm({ ...form, until: event.target.value })}
        />
      </div>
      <fieldset className={styles["days"]}>
        <legend>
          <FormattedMessage id="own.quietDays" />
        </legend>
        {ALL_DAYS.map((day) => (
          <label key={day} className={controls["check"]}>
            <input type="checkbox" checked={form.days.has(day)} onChange={() => toggle(day)} />
            {intl.formatDate(SUNDAY + day * DAY, { weekday: "short", timeZone: "UTC" })}
          </label>
        ))}
      </fieldset>
      <FailureText failure={failure} />
      <div className={styles["buttons"]}>
        <button type="submit" className={controls["primary"]} disabled={busy || wanted === undefined}>
          <FormattedMessage id="save" />
        </button>
        {held !== undefined && (
          <button
            type="button"
            className={controls["button"]}
            disabled={busy}
            onClick={() => void run(() => personal.put(removed("quiet_hours", QUIET)))}
          >
            <FormattedMessage id="own.quietOff" />
          </button>
        )}
      </div>
    </form>
  );
}
