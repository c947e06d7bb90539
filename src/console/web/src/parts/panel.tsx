/** A titled part of a page, with its own tools. */
import { type ReactNode, useId } from 'react';
import { Boundary } from './boundary.tsx';
import './panel.css';

interface PanelProps {
  readonly title: string;
  /** Where links lead to. */
  readonly anchor?: string;
  readonly note?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

export function Panel({ title, anchor, note, tools, children, className = '' }: PanelProps) {
  const id = useId();
  return (
    <section className={`card panel ${className}`} aria-labelledby={id} id={anchor}>
      <div className="panel-head">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {note === undefined ? null : <span className="muted panel-note">{note}</span>}
        {tools === undefined ? null : <div className="panel-tools">{tools}</div>}
      </div>
      <Boundary>{children}</Boundary>
    </section>
  );
}

/** Brings a panel into view, and the keyboard with it. */
export function goToPanel(anchor: string): void {
  const panel = document.getElementById(anchor);
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  panel?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  panel?.querySelector('h2')?.focus({ preventScroll: true });
}
