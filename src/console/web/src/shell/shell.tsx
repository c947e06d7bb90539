/** What stands around every page: where one can go, in which language and light, and who is there. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Me, Role } from '../../../contract/index.ts';
import { chooseLanguage } from '../i18n/index.ts';
import { KeyHelp } from '../keys/key-help.tsx';
import { useChoice } from '../lib/choices.ts';
import { reaches, useSignOut } from '../lib/session.ts';
import './shell.css';

const PAGES: readonly { readonly to: string; readonly word: string; readonly least: Role }[] = [
  { to: '/', word: 'queue', least: 'viewer' },
  { to: '/overview', word: 'overview', least: 'viewer' },
  { to: '/campaigns', word: 'campaigns', least: 'viewer' },
  { to: '/sanctions', word: 'sanctions', least: 'viewer' },
  { to: '/appeals', word: 'appeals', least: 'analyst' },
  { to: '/honest', word: 'honest', least: 'analyst' },
  { to: '/audit', word: 'audit', least: 'lead' },
  { to: '/people', word: 'people', least: 'admin' },
];

export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const { t, i18n } = useTranslation('shell');
  const [where] = useLocation();
  const [theme, setTheme] = useChoice('theme', 'system');
  const [texts, setTexts] = useChoice('texts', 'plain');
  const signOut = useSignOut();
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="shell">
        <Link to="/" className="shell-name">
          Breakwater
        </Link>
        <nav aria-label={t('pages')}>
          {PAGES.filter(({ least }) => reaches(me.role, least)).map(({ to, word }) => (
            <Link key={to} to={to} aria-current={where === to ? 'page' : undefined}>
              {t(word)}
            </Link>
          ))}
        </nav>
        <div className="shell-tools">
          <button
            type="button"
            lang={i18n.language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => chooseLanguage(i18n.language === 'zh' ? 'en' : 'zh')}
          >
            {i18n.language === 'zh' ? 'English' : '中文'}
          </button>
          <details className="shell-view">
            <summary>{t('view')}</summary>
            <div className="card">
              <label className="field">
                {t('theme')}
                <select value={theme} onChange={(event) => setTheme(event.target.value)}>
                  {['system', 'light', 'dark'].map((one) => (
                    <option key={one} value={one}>
                      {t(`theme_${one}`)}
                    </option>
                  ))}
                </select>
              </label>
              <label className="field">
                {t('texts_shown')}
                <select value={texts} onChange={(event) => setTexts(event.target.value)}>
                  {['plain', 'blurred'].map((one) => (
                    <option key={one} value={one}>
                      {t(`texts_${one}`)}
                    </option>
                  ))}
                </select>
              </label>
              <a href="/api/docs">{t('api')}</a>
            </div>
          </details>
          <KeyHelp />
          <Link to="/me">
            {me.name} <span className="muted">{t(`role_${me.role}`)}</span>
          </Link>
          <button type="button" onClick={() => signOut.mutate()}>
            {t('sign_out')}
          </button>
        </div>
      </header>
      <div id="content">{children}</div>
    </>
  );
}
