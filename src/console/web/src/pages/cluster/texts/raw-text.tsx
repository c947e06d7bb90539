/** A text as it came in, with what cannot be seen shown as chips. */
import type { Texts } from '../../../../../contract/index.ts';

type Sample = Texts['families'][number]['samples'][number];

/** Longer texts are cut: nobody reads a megabyte here. */
export const LONGEST_SHOWN = 4_000;

export function RawText({ sample }: { sample: Sample }) {
  const text = sample.raw.slice(0, LONGEST_SHOWN);
  const pieces: { key: number; text: string; chip: Sample['hidden'][number] | null }[] = [];
  let from = 0;
  for (const hidden of sample.hidden) {
    if (hidden.index < from || hidden.index >= text.length) continue;
    pieces.push({ key: hidden.index, text: text.slice(from, hidden.index), chip: hidden });
    from = hidden.index + String.fromCodePoint(text.codePointAt(hidden.index) ?? 0).length;
  }
  return (
    <bdi className="text-shown">
      {pieces.map(({ key, text: before, chip }) => (
        <span key={key}>
          {before}
          <span className="chip" title={chip?.name}>
            [{chip?.code_point}]
          </span>
        </span>
      ))}
      {text.slice(from)}
      {sample.raw.length > LONGEST_SHOWN ? '…' : ''}
    </bdi>
  );
}
