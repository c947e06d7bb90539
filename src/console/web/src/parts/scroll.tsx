/** What scrolls inside a page: named, and reachable by keyboard. */
import type { ReactNode, Ref } from 'react';

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
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={`scroll ${className}`} ref={ref} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
