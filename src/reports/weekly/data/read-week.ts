/** Everything that the report of a week says, read from the store. The same store and week give the same. */
import { z } from 'zod';
import { type Bilingual, Pattern, Verdict, VerdictLine } from '../../../contract/index.ts';
import type { Store } from '../../../storage/index.ts';
import { type Week, weekBefore } from '../week.ts';
import { FIGURES, type Unit } from './figures.ts';
import { PICTURE_ACTS, PICTURE_EDGES, TABLES, type TableId } from './tables.ts';

export interface Figure {
  readonly id: string;
  readonly unit: Unit;
  readonly name: Bilingual;
  readonly value: number | null;
  /** Of the week before; null where there was no data yet. */
  readonly before: number | null;
  /** Mean of up to eight weeks before, those with data; null where there is none. */
  readonly mean: number | null;
}

const Campaign = z.object({
  campaign_id: z.string(),
  state: z.enum(['new', 'grown', 'returned', 'going on', 'ended']),
  merged_into: z.string(),
  verdict: Verdict,
  patterns: z.array(Pattern),
  probability: z.number(),
  accounts: z.coerce.number(),
  accounts_before: z.coerce.number(),
  first_seen: z.string(),
  last_seen: z.string(),
});
export type WeekCampaign = z.infer<typeof Campaign>;

export interface CampaignPicture {
  /** Account, moment (epoch ms), target. */
  readonly acts: readonly (readonly [string, number, string])[];
  readonly edges: readonly (readonly [string, string, number])[];
}

type Rows = readonly Readonly<Record<string, unknown>>[];

export interface WeekData {
  readonly week: Week;
  readonly figures: ReadonlyMap<string, Figure>;
  /** Weeks that the mean is of. */
  readonly weeksBefore: number;
  readonly campaigns: readonly WeekCampaign[];
  /** Of the campaigns that are shown with pictures. */
  readonly pictures: ReadonlyMap<string, CampaignPicture>;
  /** Verdicts of typical cases. */
  readonly cases: readonly VerdictLine[];
  readonly tables: Readonly<Record<Exclude<TableId, 'campaign_list' | 'cases' | 'first_data'>, Rows>>;
}

const MEAN_WEEKS = 8;
export const WITH_PICTURES = 10;
const CASES = 3;
const ACTS_IN_PICTURE = 1_500;
const EDGES_IN_PICTURE = 400;

/** Runs each figure's query once for the week and each of the eight before. */
export async function readWeek(
  store: Store,
  week: Week,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<WeekData> {
  const [first] = await store.rows(TABLES.first_data, spanOf(week));
  const began = Date.parse(String(first?.at));
  const before = Array.from({ length: MEAN_WEEKS }, (_, i) => weekBefore(week, i + 1)).filter(
    ({ to }) => to > began,
  );
  const figures = new Map<string, Figure>();
  let done = 0;
  for (const { sql, ...spec } of FIGURES) {
    const values: (number | null)[] = [];
    for (const one of [week, ...before]) {
      const [row] = await store.rows(sql, spanOf(one));
      values.push(row?.value === null || row?.value === undefined ? null : Number(row.value));
    }
    const [value = null, ...earlier] = values;
    const known = earlier.filter((one) => one !== null);
    figures.set(spec.id, {
      ...spec,
      value,
      before: earlier[0] ?? null,
      mean: known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length,
    });
    onProgress(++done, FIGURES.length);
  }
  const table = async (id: TableId, more = {}) =>
    (await store.rows(TABLES[id], { ...spanOf(week), ...more })).map(withNumbers);
  const campaigns = Campaign.array().parse(await table('campaign_list'));
  const shown = campaigns.filter(({ state }) => state !== 'ended').slice(0, WITH_PICTURES);
  const armies = campaigns.filter(({ state, verdict }) => state !== 'ended' && verdict === 'water_army');
  const typical = armies.slice(0, CASES).map(({ campaign_id }) => campaign_id);
  const cases = (await table('cases', { ids: typical })).map(({ body }) =>
    VerdictLine.parse(JSON.parse(String(body))),
  );
  const ids = [
    'measures_by_kind',
    'handled_by_pattern',
    'risk_domains',
    'false_alarms',
    'dead_letters_by_kind',
    'gaps',
    'actions_by_hour',
    'models',
    'policies',
    'verdicts_by_week',
    'patterns_by_week',
  ] as const;
  const tables = Object.fromEntries(
    await Promise.all(ids.map(async (id) => [id, await table(id)] as const)),
  ) as unknown as WeekData['tables'];
  return {
    week,
    figures,
    weeksBefore: before.length,
    campaigns,
    pictures: await readPictures(store, week, shown),
    cases,
    tables,
  };
}

/** Counts come as text from the engine, lest digits are lost; of a week none is that large. */
const COUNTS: ReadonlySet<string> = new Set([
  'accounts',
  'actions',
  'begun',
  'campaigns',
  'confirmed',
  'dismissed',
  'expired',
  'hour',
  'hours',
  'items',
  'lines',
  'plans',
  'runs',
  'undone',
]);
const withNumbers = (row: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, COUNTS.has(key) ? Number(value) : value]),
  );

export const spanOf = ({ from, to }: Week) => ({ from, to });

async function readPictures(
  store: Store,
  week: Week,
  shown: readonly WeekCampaign[],
): Promise<ReadonlyMap<string, CampaignPicture>> {
  const ids = shown.map(({ campaign_id }) => campaign_id);
  if (ids.length === 0) return new Map();
  const params = { ...spanOf(week), ids };
  const acts = Map.groupBy(
    await store.rows(PICTURE_ACTS, { ...params, most: ACTS_IN_PICTURE }),
    ({ campaign_id }) => String(campaign_id),
  );
  const edges = Map.groupBy(
    await store.rows(PICTURE_EDGES, { ...params, most: EDGES_IN_PICTURE }),
    ({ campaign_id }) => String(campaign_id),
  );
  return new Map(
    ids.map((id) => [
      id,
      {
        acts: (acts.get(id) ?? []).map(
          ({ account_id, at, target_id }) => [String(account_id), Number(at), String(target_id)] as const,
        ),
        edges: (edges.get(id) ?? []).map(
          ({ account_a, account_b, nats }) => [String(account_a), String(account_b), Number(nats)] as const,
        ),
      },
    ]),
  );
}
