/** What scrolls inside a page: named, and reachable by keyboard. */
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';

export function Scroll({
  label,
  className = '',
  ref,
  children,
}: {
  label: string;
  className?: string;
  ref?: Ref<HTMLElement>;
  children: ReactNode;
}) {
  const { t } = useTranslation('charts');
  return (
    <section
      className={`scroll ${className}`}
      ref={ref}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('list_of', { what: label })}
    >
      {children}
    </section>
  );
}
