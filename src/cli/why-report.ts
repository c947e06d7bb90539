/** What a person reads of an account: sentences, and the tables that they rest on. Names come from strangers. */
import Table from 'cli-table3';
import type { AccountWhy, Naming } from '../contract/index.ts';
import { visible } from '../signals/index.ts';

const NAME = 32;

export function whyReport(why: AccountWhy, { withQueries }: { readonly withQueries: boolean }): string {
  const { run } = why;
  return [
    `Account ${who(why)}${why.registered_at === null ? '' : `, registered ${why.registered_at}`}`,
    `Run ${run.run_id} (horizon ${run.horizon}, model ${run.model_version}), window ${run.window_from} to ${run.window_to}`,
    '',
    ...why.explanation.map(({ en, query }) => `- ${line(en)}. [${query}]`),
    '',
    ...why.explanation.map(({ zh }) => `- ${line(zh)}。`),
    '',
    ...section(
      `Strongest edges (${why.edges.length} of ${why.edges_in_all}) [edges, without_edge]`,
      edgeTable(why),
    ),
    ...section('Closest meetings [meetings]', meetingTable(why)),
    ...section("The cluster's signals [signals, without_signal]", signalTable(why)),
    ...(withQueries ? queries(why) : ['--queries prints the SQL behind each [name].', '']),
  ].join('\n');
}

/** Sentences hold names that are made visible already; nothing that is stored is trusted with the terminal. */
const line = (sentence: string): string => visible(sentence, Number.POSITIVE_INFINITY);

const who = ({
  account_id,
  handle,
}: {
  readonly account_id: string;
  readonly handle: string | null;
}): string =>
  handle === null ? visible(account_id, NAME) : `${visible(account_id, NAME)} (${visible(handle, NAME)})`;

const section = (title: string, table: string | null): string[] => (table === null ? [] : [title, table, '']);

function tableOf(head: string[], rows: readonly string[][]): string | null {
  if (rows.length === 0) return null;
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows);
  return table.toString();
}

const edgeTable = ({ edges }: AccountWhy) =>
  tableOf(
    ['with', 'nats', 'left without it', 'trace', 'met', 'first', 'last'],
    edges.map((edge) => {
      const { traces, left_nats: left, left_tied_to: tiedTo } = edge;
      const each = (cell: (trace: (typeof traces)[number]) => string) => traces.map(cell).join('\n');
      return [
        `${who(edge)}${edge.membership === 'core' ? '' : '\nperipheral'}`,
        edge.nats.toFixed(2),
        `${left.toFixed(2)}${tiedTo === null ? '' : `\ntied to ${tiedTo}`}`,
        each(({ trace, surprise_nats: nats }) => `${visible(trace)} ${nats.toFixed(2)}`),
        each(({ meetings }) => String(meetings)),
        each(({ first_at: at }) => moment(at).slice(0, 19)),
        each(({ last_at: at }) => moment(at).slice(0, 19)),
      ];
    }),
  );

const meetingTable = ({ meetings }: AccountWhy) =>
  tableOf(
    ['on', 'with', 'its own act', 'the other act', 'gap ms', 'accounts there'],
    meetings.map((meeting) => [
      visible(meeting.target_id, NAME),
      visible(meeting.account_id, NAME),
      `${visible(meeting.own_action)} ${moment(meeting.own_at)}`,
      `${visible(meeting.action)} ${moment(meeting.at)}`,
      String(meeting.gap_ms),
      String(meeting.accounts_there),
    ]),
  );

const NAMING: Readonly<Record<Naming, string>> = {
  named: 'yes',
  not_named: 'no',
  cut: 'not among the 20 listed',
  nobody: 'names no accounts',
};

const signalTable = ({ signals, without_signal: without }: AccountWhy) =>
  tableOf(
    ['signal', 'kind', 'nats', 'names this account', 'sum without it', 'its kinds left'],
    signals
      .filter(({ weight_nats }) => weight_nats > 0)
      .map(({ id, kind, weight_nats, naming }) => [
        visible(id),
        kind,
        weight_nats.toFixed(2),
        NAMING[naming],
        without.find((left) => left.id === id)?.left_nats.toFixed(2) ?? '',
        String(without.find((left) => left.id === id)?.left_own_kinds ?? ''),
      ]),
  );

/** "2026-05-02T10:00:00.120Z" → "2026-05-02 10:00:00.120"; facts without a time stand at 0. */
const moment = (iso: string): string =>
  iso.startsWith('1970-01-01') ? '' : visible(iso.slice(0, 23).replace('T', ' '));

const queries = ({ queries: all }: AccountWhy): string[] => [
  'Queries, for clickhouse-client or clickhouse-local on the database breakwater:',
  ...all.flatMap(({ id, en, sql }) => ['', `-- [${id}] ${en}`, `${sql};`]),
  '',
];
