/** A name, id or other short text that somebody else wrote: cut, isolated from what stands around it, never markup. */
import { plainLabel } from '../lib/plain-text.ts';
import './name.css';

export function Name({
  text,
  longest = 32,
  mono = false,
}: {
  text: string;
  longest?: number;
  mono?: boolean;
}) {
  const label = plainLabel(text, longest);
  return (
    <bdi className={mono ? 'name mono' : 'name'} title={label === text ? undefined : plainLabel(text, 300)}>
      {label === '' ? '␣' : label}
    </bdi>
  );
}
