import { type ReactNode, useEffect } from "react";
import { IntlProvider } from "react-intl";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type catalogue from "./catalogues/en.json";
import type later from "./catalogues/settings.en.json";
import en from "./compiled/en.json";
import zhCN from "./compiled/zh-CN.json";

export type MessageId = keyof typeof catalogue | keyof typeof later;
export type Locale = "en" | "zh-CN";

declare global {
  namespace FormatjsIntl {
    interface Message {
      ids: MessageId;
    }
  }
}

type Compiled = Record<
  keyof typeof catalogue,
  Exclude<Parameters<typeof IntlProvider>[0]["messages"], undefined>[MessageId]
>;
const messages = { en, "zh-CN": zhCN } as unknown as Record<Locale, Compiled>;

const KEY = "messenger-language";

function firstLocale(): Locale {
  const chosen = localStorage.getItem(KEY) ?? navigator.language;
  return chosen.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

const locale = createStore<{ readonly locale: Locale }>(() => ({ locale: firstLocale() }));
window.addEventListener("storage", (event) => {
  if (event.key === KEY) locale.setState({ locale: firstLocale() });
});

export const useLocale = (): Locale => useStore(locale, (state) => state.locale);

export function changeLocale(next: Locale): void {
  localStorage.setItem(KEY, next);
  locale.setState({ locale: next });
}

export function I18n({ children }: { readonly children: ReactNode }) {
  const current = useLocale();
  useEffect(() => {
    document.documentElement.lang = current;
  }, [current]);
  return (
    <IntlProvider locale={current} defaultLocale={current} messages={messages[current] as never}>
      {children}
    </IntlProvider>
  );
}
