/** Plans and rounds, for people. */
import type { runRound, StoredPlan } from '../sanctions/index.ts';

export function planReport(plan: StoredPlan): string {
  const { plan_id, made_at, made_by, items, exempt, capped, already, two_people, platform_accounts } = plan;
  const { communities, takes_back } = plan;
  const count = (words: readonly string[]): string =>
    [...Map.groupBy(words, (word) => word)].map(([word, all]) => `${all.length} ${word}`).join(', ') ||
    'none';
  const share = platform_accounts === 0 ? 0 : (100 * items.length) / platform_accounts;
  const campaigns = new Set(items.map(({ campaign_id }) => campaign_id)).size;
  const least = items.slice(0, 5).map(({ account_id, probability }) => `${account_id} (${probability})`);
  return [
    `Plan ${plan_id}, made ${made_at} by ${made_by}: ${items.length} accounts of ${campaigns} campaigns, ${share.toFixed(3)} % of the platform`,
    `  measures: ${count(items.map(({ measure }) => measure))}`,
    `  first slice: ${items.filter(({ canary }) => canary).length}; the least certain: ${least.join(', ') || 'none'}`,
    `  not touched: ${count(exempt.map(({ why }) => why))}; beyond a cap: ${count(capped.map(({ cap }) => cap))}; bear one already: ${already.length}`,
    `  of the clusters: ${communities
      .slice(0, 5)
      .map(
        ({ cluster_id, members, touched }) =>
          `${touched} of ${members} in ${cluster_id} (${Math.round((100 * touched) / members)} %)`,
      )
      .join(', ')}${communities.length > 5 ? `, and ${communities.length - 5} more` : ''}`,
    `  takes back: ${takes_back.interactions} interactions of ${takes_back.accounts} accounts`,
    two_people.length === 0 ? '  one person must agree' : `  two people must agree: ${two_people.join('; ')}`,
    '',
  ].join('\n');
}

export function roundReport({ plans, expired, deliveries }: Awaited<ReturnType<typeof runRound>>): string {
  const lines = plans.map(
    ({ plan_id, applied, standstill }) =>
      `Plan ${plan_id}: ${applied} accounts in this round; ${standstill === null ? 'cut off' : JSON.stringify(standstill)}`,
  );
  const told = deliveries.map(
    ({ outlet, report }) =>
      `${outlet}: ${report.sent} sent, ${report.failed} failed, ${report.dead} dead, ${report.waiting} waiting`,
  );
  return `${[...lines, `${expired} measures ended by themselves`, ...told].join('\n')}\n`;
}
