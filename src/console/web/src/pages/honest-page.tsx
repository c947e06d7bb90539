/** Accounts that people marked honest, while the mark holds. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HonestPage as Marks } from '../../../contract/index.ts';
import { api } from '../lib/api.ts';
import { Answer } from '../parts/answer.tsx';
import { Name } from '../parts/name.tsx';
import { Page } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';

export function HonestPage() {
  const { t } = useTranslation('shell');
  const query = useQuery({ queryKey: ['honest'], queryFn: () => api.get<Marks>('/honest') });
  return (
    <Page title={t('honest')}>
      <Answer query={query}>
        {({ marks }) => (
          <Table
            heads={['account', 'case', 'reason', 'until']}
            rows={marks.map((mark) => ({
              key: `${mark.account_id} ${mark.case_id}`,
              cells: [
                <Name key="a" text={mark.account_id} mono />,
                <Name key="c" text={mark.case_id} mono />,
                <bdi key="r">{mark.reason}</bdi>,
                <Time key="t" at={mark.expires_at} />,
              ],
            }))}
          />
        )}
      </Answer>
    </Page>
  );
}
