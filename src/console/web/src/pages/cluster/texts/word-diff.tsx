/** A text beside the first of its family, word by word; words of Chinese, too. */
import { type Change, diffWords } from 'diff';
import { useMemo } from 'react';
import { LONGEST_SHOWN } from './raw-text.tsx';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
/** Beyond this, texts have little in common, and comparing them word by word is slow. */
const LONGEST_MS = 200;

export function WordDiff({ first, text }: { first: string; text: string }) {
  const changes = useMemo<readonly Change[]>(() => {
    const [a, b] = [first.slice(0, LONGEST_SHOWN), text.slice(0, LONGEST_SHOWN)];
    const found = diffWords(a, b, { intlSegmenter: segmenter, timeout: LONGEST_MS });
    return found ?? [{ value: b, added: true, removed: false, count: 1 }];
  }, [first, text]);
  return (
    <bdi className="text-shown">
      {changes.map((change, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name
        if (change.added) return <ins key={index}>{change.value}</ins>;
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        if (change.removed) return <del key={index}>{change.value}</del>;
        return change.value;
      })}
    </bdi>
  );
}
