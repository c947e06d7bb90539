/** The reader's language, for sentences that come in both. */
import { useTranslation } from 'react-i18next';
import type { Bilingual } from '../../../../contract/index.ts';

export function useSentence(): (text: Bilingual) => string {
  const { i18n } = useTranslation();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  return (text) => text[language];
}
