import type { OwnProfile, UpdateProfile } from "../../wire/index.ts";

/** One's own profile as a form has it: what is not there is empty. */
export type OwnForm = Required<UpdateProfile> & { readonly hidesLastSeen: boolean };

export const ownForm = ({ profile, hidesLastSeen }: OwnProfile): OwnForm => ({
  phone: profile.phone ?? "",
  timeZone: profile.timeZone ?? "",
  language: profile.language ?? "",
  pinyin: profile.user.pinyin ?? "",
  hidesLastSeen,
});

/** What a form changes of what is there; undefined when nothing. */
export function ownChange(own: OwnProfile, form: OwnForm): UpdateProfile | undefined {
  const held = ownForm(own);
  const changed = Object.entries(form).filter(([name, value]) => held[name as keyof OwnForm] !== value);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}
