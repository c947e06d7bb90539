/** Both languages. A file of `texts/` holds the words of one area: `{ en, zh }` with the same keys. */
import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import { account } from './texts/account.ts';
import { campaigns } from './texts/campaigns.ts';
import { charts } from './texts/charts.ts';
import { cluster } from './texts/cluster.ts';
import { common } from './texts/common.ts';
import { names } from './texts/names.ts';
import { overview } from './texts/overview.ts';
import { panels } from './texts/panels.ts';
import { problems } from './texts/problems.ts';
import { review } from './texts/review.ts';
import { sanctions } from './texts/sanctions.ts';
import { shell } from './texts/shell.ts';

const areas = {
  common,
  shell,
  review,
  names,
  charts,
  cluster,
  panels,
  account,
  campaigns,
  overview,
  problems,
  sanctions,
};

export type Language = 'en' | 'zh';
export const LANGUAGES: readonly Language[] = ['en', 'zh'];

const resources = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    Object.fromEntries(Object.entries(areas).map(([area, texts]) => [area, texts[language]])),
  ]),
);

export function startI18n(): void {
  const chosen = localStorage.getItem('language') ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
  void i18n.use(initReactI18next).init({
    resources,
    lng: chosen,
    fallbackLng: 'en',
    ns: Object.keys(areas),
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem('language', language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  void i18n.changeLanguage(language);
}
