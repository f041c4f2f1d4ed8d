import { type ReactNode, useEffect } from "react";
import { IntlProvider } from "react-intl";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type catalogue from "./catalogues/en.json";
import type later from "./catalogues/settings.en.json";

export type MessageId = keyof typeof catalogue | keyof typeof later;
export type Locale = "en" | "zh-CN";

declare global {
  namespace FormatjsIntl {
    interface Message {
      ids: MessageId;
    }
  }
}

type Messages = Parameters<typeof IntlProvider>[0]["messages"];

/** Each language is a chunk of its own: few people need both. */
const catalogues: Readonly<Record<Locale, () => Promise<{ readonly default: object }>>> = {
  en: () => import("./compiled/en.json"),
  "zh-CN": () => import("./compiled/zh-CN.json"),
};

const KEY = "messenger-language";

function firstLocale(): Locale {
  const chosen = localStorage.getItem(KEY) ?? navigator.language;
  return chosen.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

interface Language {
  readonly locale: Locale;
  readonly messages: Messages;
}

const language = createStore<Language>(() => ({ locale: firstLocale(), messages: undefined }));

/** Fetches the words of a language, and speaks it as soon as they are there; of several wishes, the last. */
async function speak(locale: Locale): Promise<void> {
  wanted = locale;
  const messages = (await catalogues[locale]()).default as Messages;
  if (wanted === locale) language.setState({ locale, messages });
}
let wanted: Locale | undefined;

/** Nothing can be shown before this is done. */
export const startLanguage = (): Promise<void> => speak(firstLocale());

window.addEventListener("storage", (event) => {
  if (event.key === KEY) void speak(firstLocale());
});

export const useLocale = (): Locale => useStore(language, (state) => state.locale);

export function changeLocale(next: Locale): void {
  localStorage.setItem(KEY, next);
  void speak(next);
}

export function I18n({ children }: { readonly children: ReactNode }) {
  const { locale, messages } = useStore(language);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <IntlProvider locale={locale} defaultLocale={locale} {...(messages === undefined ? {} : { messages })}>
      {children}
    </IntlProvider>
  );
}
