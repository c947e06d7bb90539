/** A page: its name stands at its top and on the browser's tab. */
import type { ReactNode } from 'react';

export const Title = ({ text }: { text: string }) => <title>{`${text} · Breakwater`}</title>;

export function Page({ title, tools, children }: { title: string; tools?: ReactNode; children: ReactNode }) {
  return (
    <main className="page">
      <Title text={title} />
      <div className="row page-head">
        <h1>{title}</h1>
        {tools}
      </div>
      {children}
    </main>
  );
}
