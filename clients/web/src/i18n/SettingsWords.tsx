import { type ReactNode, useMemo } from "react";
import { IntlProvider, useIntl } from "react-intl";
import en from "./compiled/settings.en.json";
import zhCN from "./compiled/settings.zh-CN.json";
import { useLocale } from "./I18n.tsx";

const words = { en, "zh-CN": zhCN };

/** The words of the settings and of the administration, which are fetched with those pages and not at the start. */
export function SettingsWords({ children }: { readonly children: ReactNode }) {
  const { messages } = useIntl();
  const locale = useLocale();
  const all = useMemo(() => ({ ...messages, ...words[locale] }), [messages, locale]);
  return (
    <IntlProvider locale={locale} defaultLocale={locale} messages={all as never}>
      {children}
    </IntlProvider>
  );
}
