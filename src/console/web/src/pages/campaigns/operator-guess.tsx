/** Who may run the campaign, by what its accounts share; a guess, and said so. */
import { useTranslation } from 'react-i18next';
import { Name } from '../../parts/name.tsx';
import type { CampaignRow } from './queries.ts';

export function OperatorGuess({ operator }: { operator: CampaignRow['operator'] }) {
  const { t } = useTranslation('campaigns');
  if (operator === null) return <span className="muted">–</span>;
  return (
    <span title={t('operator_hint')}>
      {t(`operator.${operator.kind}`, { defaultValue: operator.kind })}{' '}
      <Name text={operator.value} mono longest={28} />
    </span>
  );
}
