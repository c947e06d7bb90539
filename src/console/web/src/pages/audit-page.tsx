/** The record of what people did. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { AuditPage as Rows } from '../../../contract/index.ts';
import { api } from '../lib/api.ts';
import { Answer } from '../parts/answer.tsx';
import { Change } from '../parts/audit-list.tsx';
import { Name } from '../parts/name.tsx';
import { Page } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';

export function AuditPage() {
  const { t } = useTranslation(['shell', 'review']);
  const query = useQuery({
    queryKey: ['audit'],
    queryFn: () => api.get<z.infer<typeof Rows>>('/audit', { limit: 200 }),
  });
  return (
    <Page title={t('audit')}>
      <Answer query={query}>
        {({ rows }) => (
          <Table
            heads={['when', 'who', 'what', 'on', 'reason']}
            rows={rows.map((row) => ({
              key: row.act_id,
              cells: [
                <Time key="t" at={row.at} precision="seconds" />,
                row.name,
                <span key="w">
                  {t(`review:act_${row.act}`, { defaultValue: row.act })} <Change row={row} />
                </span>,
                <Name key="n" text={`${row.subject_kind} ${row.subject}`} mono longest={60} />,
                <bdi key="r">{row.reason}</bdi>,
              ],
            }))}
          />
        )}
      </Answer>
    </Page>
  );
}
