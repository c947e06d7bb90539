/** Texts that say the same: their template, and samples beside the first. */
import { useTranslation } from 'react-i18next';
import type { Texts } from '../../../../../contract/index.ts';
import { number } from '../../../lib/format.ts';
import { useSelection } from '../../../lib/selection.ts';
import { Name } from '../../../parts/name.tsx';
import { Time } from '../../../parts/time.tsx';
import { RawText } from './raw-text.tsx';
import { WordDiff } from './word-diff.tsx';

export type TextView = 'raw' | 'folded' | 'diff';
type Family = Texts['families'][number];

export function TextFamily({ family, view, open }: { family: Family; view: TextView; open: boolean }) {
  const { t } = useTranslation('panels');
  const { select } = useSelection();
  const first = family.samples[0];
  return (
    <details className="text-family" open={open}>
      <summary>
        <Template template={family.template} />
        <span className="muted text-counts">
          {t('texts.counts', {
            texts: number(family.texts),
            accounts: number(family.accounts),
            distinct: number(family.distinct),
          })}
        </span>
      </summary>
      <ol className="text-samples">
        {family.samples.map((sample, index) => (
          <li key={sample.event_id}>
            <div className="text-by muted">
              <button
                type="button"
                className="link"
                onClick={() => select({ accounts: [sample.account_id] })}
              >
                <Name text={sample.account_id} longest={24} />
              </button>
              <Time at={sample.at} precision="seconds" />
              {sample.hidden.length === 0 ? null : (
                <span className="chip">{t('texts.hidden', { count: sample.hidden.length })}</span>
              )}
            </div>
            {view === 'raw' ? (
              <RawText sample={sample} />
            ) : view === 'diff' && index > 0 && first !== undefined ? (
              <WordDiff first={first.folded} text={sample.folded} />
            ) : (
              <bdi className="text-shown">{sample.folded}</bdi>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** `{…}` stands for what differs. */
function Template({ template }: { template: string }) {
  const { t } = useTranslation('panels');
  const fixed = template.slice(0, 600).split('{…}');
  return (
    <bdi className="text-template">
      {fixed.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name
        <span key={index}>
          {index === 0 ? null : (
            <span className="slot" title={t('texts.slot')}>
              {'{…}'}
            </span>
          )}
          {piece}
        </span>
      ))}
    </bdi>
  );
}
