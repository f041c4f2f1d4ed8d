import type catalogue from "../../i18n/catalogues/settings.en.json";
import type { Policy } from "../../wire/index.ts";

type Word = keyof typeof catalogue;

type Area = Policy["area"];

export const areaWords: Record<Area, Word> = {
  messages: "policies.messages",
  groups: "policies.groups",
  personal: "policies.personal",
  files: "policies.files",
  links: "policies.links",
  sessions: "policies.sessions",
  sign_in: "policies.signIn",
  rates: "policies.rates",
  connections: "policies.connections",
};

const words: Readonly<Record<string, Word>> = {
  "Messages:MaxLength": "limits.messageLength",
  "Messages:EditWindow": "limits.edit",
  "Messages:RecallWindow": "limits.recall",
  "Messages:MaxVanish": "limits.vanish",
  "Messages:MaxReactions": "limits.reactions",
  "Messages:MaxPins": "limits.pins",
  "Messages:MaxMentions": "policies.mentions",
  "Conversations:MaxMembers": "limits.groupMembers",
  "Conversations:ReceiptMembers": "limits.receiptMembers",
  "Personal:MaxFolders": "policies.folders",
  "Personal:MaxSaved": "policies.savedMessages",
  "Personal:MaxTimed": "policies.timed",
  "Personal:MaxOther": "policies.other",
  "Files:MaxSize": "limits.fileSize",
  "Files:MaxOfMessage": "limits.filesOfMessage",
  "Files:QuotaOfUser": "policies.quotaOfUser",
  "Files:QuotaInAll": "policies.quotaInAll",
  "Files:UploadRest": "policies.uploadRest",
  "Files:Grace": "policies.grace",
  "VirusScan:Clamd": "policies.scanning",
  "VirusScan:Patience": "policies.scanPatience",
  "LinkPreviews:AllowedHosts": "policies.previewHosts",
  "LinkPreviews:AllowedNetworks": "policies.previewNetworks",
  "Sessions:Lifetime": "policies.lifetime",
  "Sessions:IdleLimit": "policies.idle",
  "Sessions:Retention": "policies.retention",
  "Sessions:AccessTokenLifetime": "policies.accessToken",
  "Sessions:AllowDeviceCache": "limits.cache",
  "Sessions:AllowQueryToken": "policies.queryToken",
  "Passwords:MinLength": "limits.passwordLength",
  "Passwords:MaxLength": "policies.passwordMost",
  "Passwords:Iterations": "policies.iterations",
  "SignInLimit:PerMinute": "policies.signInTries",
  "ExternalProviders:<n>:DisplayName": "policies.providers",
  "Limits:Connect": "policies.connect",
  "Limits:Read": "policies.read",
  "Limits:Send": "policies.send",
  "Limits:Change": "policies.change",
  "Limits:Create": "policies.create",
  "Limits:Members": "policies.members",
  "Limits:Signal": "policies.signal",
  "Limits:Search": "policies.search",
  "Connections:PerUser": "policies.perUser",
  "Connections:PerAddress": "policies.perAddress",
  "Connections:NewPerSecond": "policies.newConnections",
  "Connections:CallsPerSecond": "policies.calls",
  "Connections:BacklogBytes": "policies.backlog",
  "Connections:DrainTime": "policies.drain",
};

/** One line of the page: a rule, or the two that say how often something may be done. */
export interface PolicyRow {
  /** Undefined for a setting that this client does not know: a newer server has it. */
  readonly label: Word | undefined;
  readonly policies: readonly Policy[];
}

export interface PolicyPart {
  readonly area: Area;
  readonly rows: readonly PolicyRow[];
}

/** Whether the rule bounds what may be done at once, before its rate counts. */
export const isAtOnce = (setting: string): boolean => setting.endsWith(":AtOnce");

/** The rules by area, in their order. */
export const partsOf = (policies: readonly Policy[]): readonly PolicyPart[] =>
  grouped(policies, ({ area }) => area).map(([area, ofArea]) => ({
    area,
    rows: grouped(ofArea, ({ setting }) => setting.replace(/:(PerSecond|AtOnce)$/, "")).map(([stem, same]) => ({
      label: words[stem],
      policies: same,
    })),
  }));

function grouped<Key>(policies: readonly Policy[], keyOf: (policy: Policy) => Key): [Key, Policy[]][] {
  const groups = new Map<Key, Policy[]>();
  for (const policy of policies) {
    const key = keyOf(policy);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [policy]);
    else group.push(policy);
  }
  return [...groups];
}
