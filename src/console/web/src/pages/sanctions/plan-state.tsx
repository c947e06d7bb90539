/** How far a plan has come, in words. */
import { useTranslation } from 'react-i18next';
import type { PlanRow } from '../../../../contract/index.ts';

export function PlanState({ plan }: { plan: PlanRow }) {
  const { t } = useTranslation('sanctions');
  return (
    <>
      <span className="badge">
        {t(`state_${plan.state}`, { count: Math.max(0, plan.needed - plan.approvals.length) })}
      </span>
      {plan.stopped === null ? null : (
        <div className="muted">
          <bdi>{plan.stopped}</bdi>
        </div>
      )}
    </>
  );
}
