/** Why an account is in its cluster, out of the stored rows of one run; nothing is detected again. */
import { CORE_SHARE, type Tie, tieOf } from '../../clusters/index.ts';
import { AccountWhy, AppError, type WhyEdge } from '../../contract/index.ts';
import { visible } from '../../signals/index.ts';
import type { QueryParams, Store } from '../../storage/index.ts';
import { explainAccount, MODEL, withoutSignals } from '../../verdicts/index.ts';
import { citedQueries } from './cited-queries.ts';
import {
  ACTS,
  AGAINST,
  CLUSTERS,
  CORE,
  KNOWN,
  MEETINGS,
  PROFILES,
  RUN,
  SIGNALS,
  STORED,
  TRACES,
} from './queries.ts';
import { originOf, originParams } from './trace-origins.ts';

export interface WhyInput {
  readonly store: Store;
  readonly account: string;
  /** The id of a run, or `latest`. */
  readonly run: string;
}

type Row = Readonly<Record<string, unknown>>;

/** Edges and meetings that are shown. */
const SHOWN = 5;

/** Reads a handful of small results. Throws `input-missing` where the store has no such run or account. */
export async function whyAccount({ store, account, run: name }: WhyInput): Promise<AccountWhy> {
  const run = await readRun(store, name);
  const known = {
    account,
    run: String(run.run_id),
    from: Date.parse(String(run.window_from)),
    to: Date.parse(String(run.window_to)),
  };
  if ((await store.rows(KNOWN, known)).length === 0)
    throw new AppError('input-missing', `detection/why: there is no account "${visible(account)}"`, {
      fix: `check the id, which must stand as it came in: ${store.location} has neither acts, reports nor a profile of it`,
    });
  const clusters = await store.rows(CLUSTERS, known);
  const inCluster = {
    ...known,
    cluster: String(clusters[0]?.cluster_id ?? ''),
    share: CORE_SHARE,
    meetings: SHOWN,
  };
  const read = (sql: string, params: QueryParams = inCluster) =>
    clusters.length === 0 ? [] : store.rows(sql, params);

  const traces = await read(TRACES);
  const bar = run.follow_nats === null ? null : Number(run.follow_nats);
  const tie = tieOf(traces.map(tieTrace), bar ?? Number.NaN);
  const shown = tie.edges.slice(0, SHOWN);
  const partners = shown.map(({ partner }) => partner);
  const params = {
    ...inCluster,
    ...originParams(traces.map(({ trace }) => String(trace))),
    ...MODEL_PARAMS,
    partners,
  };
  const profiles = await store.rows(PROFILES, { accounts: [account, ...partners] });
  const profileOf = (id: string): Row | undefined => profiles.find(({ account_id }) => account_id === id);
  const [kept] = await read(STORED);
  const [core] = await read(CORE);
  const [acts] = await store.rows(ACTS, known);
  const left = ({ nats, tiedTo }: Tie['families'][number]['left']) => ({
    left_nats: nats,
    left_tied_to: bar === null ? null : tiedTo,
  });

  const facts = Read.parse({
    account_id: account,
    handle: profileOf(account)?.handle ?? null,
    registered_at: profileOf(account)?.registered_at ?? null,
    run,
    acts,
    clusters,
    stored: kept ?? { edges: 0 },
    core: core ?? { links_needed: 0 },
    tie: {
      nats: tie.nats,
      core_partners: tie.corePartners,
      tied_to: bar === null ? null : tie.tiedTo,
    },
    edges: shown.map((edge) => ({
      account_id: edge.partner,
      handle: profileOf(edge.partner)?.handle ?? null,
      nats: edge.nats,
      ...left(edge.left),
      ...tracesOf(edge.partner, traces),
    })),
    edges_in_all: tie.edges.length,
    families: tie.families.map(({ family, left: without }) => ({ family, ...left(without) })),
    meetings: await read(MEETINGS, params),
    signals: await read(SIGNALS),
    against: await read(AGAINST),
  });
  // Only as text: the embedded engine binds no NaN.
  const cited = { ...params, bar: bar ?? Number.NaN };
  const hasModel = facts.run.model_version === MODEL.version;
  const all = { ...facts, without_signal: hasModel ? withoutSignals(facts, MODEL) : [] };
  return {
    ...all,
    explanation: [...explainAccount(all)],
    queries: citedQueries(cited, { hasCluster: clusters.length > 0, hasModel }),
  };
}

/** What is read; the rest follows from it. */
const Read = AccountWhy.omit({ without_signal: true, explanation: true, queries: true });

/** The model's numbers, as a query takes them. */
const MODEL_PARAMS = {
  prior: MODEL.priorNats,
  slope: MODEL.calibration.slope,
  intercept: MODEL.calibration.intercept,
  present: MODEL.presentNats,
  inauthentic: MODEL.inauthentic,
  kinds: Object.keys(MODEL.capNats),
  caps: Object.values(MODEL.capNats),
};

async function readRun(store: Store, name: string): Promise<Row> {
  const [run] = await store.rows(RUN, { run: name });
  if (run !== undefined) return run;
  throw new AppError(
    'input-missing',
    `detection/why: there is no run "${visible(name)}" in ${store.location}`,
    {
      fix: 'SELECT run_id, finished_at FROM runs lists them; breakwater detect … --store and breakwater cycles make one',
    },
  );
}

const tieTrace = ({ account_id, membership, trace, surprise_nats }: Row) => ({
  partner: String(account_id),
  isCore: membership === 'core',
  ...originOf(String(trace)),
  nats: Number(surprise_nats),
});

function tracesOf(partner: string, traces: readonly Row[]): Pick<WhyEdge, 'membership' | 'traces'> {
  const own = traces.filter(({ account_id }) => account_id === partner);
  const belongs = own[0]?.membership;
  return {
    membership: belongs === 'core' ? 'core' : 'peripheral',
    traces: own.map((row) => ({
      trace: String(row.trace),
      meetings: Number(row.meetings),
      surprise_nats: Number(row.surprise_nats),
      first_at: String(row.first_at),
      last_at: String(row.last_at),
    })),
  };
}
