import { type FormEvent, useCallback, useEffect, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useClient, useMessenger, useUser } from "../../client.ts";
import { Check } from "../../ui/Check.tsx";
import { Choice } from "../../ui/Choice.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { OwnProfile as Own } from "../../wire/index.ts";
import { ownChange, ownForm } from "./own.model.ts";
import { PersonAvatar } from "./PersonAvatar.tsx";
import { PictureChoice } from "./PictureChoice.tsx";

/** What the user says of himself for good. */
export function OwnProfile() {
  const { api } = useClient();
  const { me, directory } = useMessenger();
  const user = useUser(me);
  const { failure, run } = useCommand();
  const picture = useCommand();
  const [own, setOwn] = useState<Own>();
  const take = useCallback(
    (got: Own) => {
      directory.put([got.profile.user]);
      setOwn(got);
    },
    [directory],
  );
  useEffect(() => void run(api.profile.own, take), [api, run, take]);
  return (
    <div className={controls["stack"]}>
      <PictureChoice
        shown={<PersonAvatar userId={me} large />}
        isRemovable={user?.avatarVersion !== undefined}
        busy={picture.busy}
        failure={picture.failure}
        onChange={(image) =>
          void picture.run(
            () => (image === undefined ? api.profile.removePicture() : api.profile.setPicture(image)),
            (changed) => directory.put([changed]),
          )
        }
      />
      <FailureText failure={failure} />
      {own !== undefined && <OwnForm own={own} onSaved={take} />}
    </div>
  );
}

const zones = Intl.supportedValuesOf("timeZone");

function OwnForm({ own, onSaved }: { readonly own: Own; readonly onSaved: (own: Own) => void }) {
  const intl = useIntl();
  const { api } = useClient();
  const { busy, failure, run } = useCommand();
  const [form, setForm] = useState(() => ownForm(own));
  const [saved, setSaved] = useState(false);
  const change = (part: Partial<typeof form>) => {
    setSaved(false);
    setForm({ ...form, ...part });
  };
  const wish = ownChange(own, form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wish === undefined) return;
    void run(
      () => api.profile.update(wish),
      (changed) => {
        onSaved(changed);
        setForm(ownForm(changed));
        setSaved(true);
      },
    );
  };
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const none = intl.formatMessage({ id: "profile.none" });
  const known = (values: readonly string[], held: string) =>
    Object.fromEntries([["", none], ...[...new Set([...values, held])].flatMap((v) => (v === "" ? [] : [[v, v]]))]);
  const languages = {
    ...known([], form.language),
    "": none,
    "zh-CN": "中文（简体）",
    "zh-TW": "中文（繁體）",
    en: "English",
  };
  return (
    <form className={controls["stack"]} onSubmit={submit}>
      <Field
        label={intl.formatMessage({ id: "user.phone" })}
        type="tel"
        maxLength={40}
        autoComplete="tel"
        value={form.phone}
        onChange={(event) => change({ phone: event.target.value })}
      />
      <Choice
        label={intl.formatMessage({ id: "profile.timeZone" })}
        value={form.timeZone}
        options={known([here, ...zones], form.timeZone)}
        onChange={(timeZone) => change({ timeZone })}
      />
      <Choice
        label={intl.formatMessage({ id: "profile.language" })}
        value={form.language}
        options={languages}
        onChange={(language) => change({ language })}
      />
      <Field
        label={intl.formatMessage({ id: "profile.pinyin" })}
        maxLength={200}
        autoComplete="off"
        value={form.pinyin}
        onChange={(event) => change({ pinyin: event.target.value })}
      />
      <Check checked={form.hidesLastSeen} onChange={(hidesLastSeen) => change({ hidesLastSeen })}>
        <FormattedMessage id="profile.hidesLastSeen" />
      </Check>
      <FailureText failure={failure} />
      {saved && (
        <p role="status">
          <FormattedMessage id="profile.saved" />
        </p>
      )}
      <div>
        <button type="submit" className={controls["button"]} disabled={busy || wish === undefined}>
          <FormattedMessage id="profile.save" />
        </button>
      </div>
    </form>
  );
}
