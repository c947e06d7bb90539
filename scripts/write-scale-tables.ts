/** Writes the tables of docs/scale.md out of `scale-figures.ts`, so that nobody works them out by hand. */
import { readFileSync, writeFileSync } from 'node:fs';
import { ASSUMED as A, HORIZONS, MEASURED } from './scale-figures.ts';

const PAGE = new URL('../docs/scale.md', import.meta.url);
const DAY_S = 86_400;
/** Events a day. */
const SIZES = [1e8, 1e10];
const { j, w, r, c, k, F, g, u, m, a, x } = Object.fromEntries(
  Object.entries(MEASURED).map(([symbol, { value }]) => [symbol, value]),
) as Record<keyof typeof MEASURED, number>;
const actionBytes = w + A.moreText;

/** Three digits, thousands parted by commas; no figure here is better than that. */
const number = (value: number): string =>
  Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 6 });
function bytes(value: number): string {
  const [unit, size] = value >= 1e12 ? ['TB', 1e12] : value >= 1e9 ? ['GB', 1e9] : ['MB', 1e6];
  return `${number(value / Number(size))} ${unit}`;
}
const count = (value: number): string =>
  value >= 1e9 ? `${number(value / 1e9)} B` : value >= 1e6 ? `${number(value / 1e6)} M` : number(value);
const dollars = (value: number): string => `${number(value)} $`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |');
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line), ''].join('\n');
}

const peakOf = (events: number) => (events / DAY_S) * A.peak;
const consumerCores = (events: number) => (peakOf(events) * c) / A.consumerLoad;
const consumers = (events: number) => Math.ceil(consumerCores(events)) + (events > 1e9 ? 2 : 1);
const partitions = (events: number) => {
  const least = Math.max(3 * consumers(events), (peakOf(events) * j) / A.partitionBytesPerSecond);
  return least <= 12 ? 12 : 2 ** Math.ceil(Math.log2(least));
};
const kafkaBytes = (events: number) => (events * j * A.kafkaDays * A.kafkaReplicas) / A.kafkaCompression;
const storeBytes = (events: number) => events * actionBytes * A.storeDays * A.storeReplicas;

const cycleCpu = (lookedAt: number) => F + g * lookedAt;
const looked = (events: number, seconds: number) => (events * seconds) / DAY_S;
const cores = (events: number, rhythm: 'every' | 'seldom') =>
  HORIZONS.reduce((sum, horizon) => sum + cycleCpu(looked(events, horizon.seconds)) / horizon[rhythm], 0);
const resultBytes = (events: number, { seconds, every }: (typeof HORIZONS)[number]) =>
  (looked(events, seconds) * r * DAY_S) / every;
const allResults = (events: number) =>
  HORIZONS.reduce((sum, horizon) => sum + resultBytes(events, horizon), 0);

const each = (name: string, formula: string, of: (events: number) => string) => [
  name,
  formula,
  ...SIZES.map(of),
];
const HEAD = ['', 'formula', '100 M a day', '10 B a day'];

const TABLES: Readonly<Record<string, () => string>> = {
  measured: () =>
    table(
      ['symbol', 'what', 'figure', 'command'],
      Object.entries(MEASURED).map(([symbol, f]) => [`*${symbol}*`, f.what, f.shown, f.command]),
    ),
  stream: () =>
    table(HEAD, [
      each(
        'events a second, mean / peak *p*',
        '*N* / 86,400; × 3',
        (n) => `${number(n / DAY_S)} / ${number(peakOf(n))}`,
      ),
      each('into Kafka at the peak', '*p* · *j*', (n) => `${bytes(peakOf(n) * j)}/s`),
      each('cores of consumers', '*p* · *c* / 50 %', (n) => number(consumerCores(n))),
      each('consumers of one core, a spare or two included', '', (n) => number(consumers(n))),
      each('partitions', 'max(3 × consumers, *p* · *j* / 5 MB/s), rounded up', (n) => number(partitions(n))),
      each('disk of Kafka', '*N* · *j* · 7 · 3 / 3', (n) => bytes(kafkaBytes(n))),
      each('ClickHouse, events of a day', '*N* · (*w* + 16)', (n) => bytes(n * actionBytes)),
      each('ClickHouse, 30 days, two replicas', '× 60', (n) => bytes(storeBytes(n))),
      each('shards (× 2 replicas)', 'half of that / 4 TB', (n) =>
        number(Math.ceil(storeBytes(n) / A.storeReplicas / A.nodeBytes)),
      ),
      each('cores for inserts at the peak, merges taken for five times that', '6 · *p* · *k*', (n) =>
        number((1 + A.merges) * peakOf(n) * k),
      ),
      each('disk, a month', '', (n) =>
        dollars(((kafkaBytes(n) + storeBytes(n)) / 1e9) * A.dollarsPerGbMonth),
      ),
    ]),
  cycles: () =>
    table(
      ['horizon, every', '', '100 M a day', '10 B a day'],
      [
        ...HORIZONS.flatMap(({ name, seconds, every }) => [
          each(`${name}, ${number(every)} s`, 'looked at', (n) => count(looked(n, seconds))),
          each('', 'a cycle', (n) => {
            const cpu = cycleCpu(looked(n, seconds));
            return `${number(cpu)} CPU s, ${dollars((cpu / 3_600) * A.dollarsPerCoreHour)}`;
          }),
          each('', 'cores', (n) => number(cycleCpu(looked(n, seconds)) / every)),
        ]),
        ...(['every', 'seldom'] as const).map((rhythm) =>
          each(rhythm === 'every' ? 'all' : 'all, hour each 5 min, day each hour', 'cores; a day', (n) => {
            const needed = cores(n, rhythm);
            return `${number(needed)}; ${dollars(needed * 24 * A.dollarsPerCoreHour)}`;
          }),
        ),
      ],
    ),
  accounts: () =>
    table(
      ['known accounts', 'of a cycle', 'cores for the hour’s, every 30 s'],
      [1e6, 1e7, 1e8].map((known) => {
        const cpu = a * known;
        return [count(known), `${number(cpu)} CPU s`, number(cpu / 30)];
      }),
    ),
  memory: () =>
    table(
      ['horizon', '100 M a day', '10 B a day'],
      HORIZONS.map(({ name, seconds }) => [name, ...SIZES.map((n) => bytes((u + m) * looked(n, seconds)))]),
    ),
  results: () =>
    table(
      ['runs of a', '100 M a day', '10 B a day'],
      [
        ...HORIZONS.map((horizon) => [
          `${horizon.name}, every ${number(horizon.every)} s`,
          ...SIZES.map((n) => `${bytes(resultBytes(n, horizon))} a day`),
        ]),
        [
          'all, against events of a day',
          ...SIZES.map((n) => `${bytes(allResults(n))} : ${bytes(n * actionBytes)}`),
        ],
        [
          'kept for `edgesDays: 2`, two replicas',
          ...SIZES.map((n) => bytes(3 * allResults(n) * A.storeReplicas)),
        ],
      ],
    ),
  retention: () =>
    table(HEAD, [
      each('actions that go each day', '*N*', count),
      each('CPU seconds a day', '3 · *N* · *x*', (n) => number(A.keptPerRemoved * n * x)),
      each('cores, over the day', '/ 86,400', (n) => number((A.keptPerRemoved * n * x) / DAY_S)),
    ]),
};

export const readPage = (): string => readFileSync(PAGE, 'utf8');

/** The page with its tables as the figures make them. */
export function pageWithTables(page: string): string {
  return Object.entries(TABLES).reduce((text, [name, make]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    if (!text.includes(begin) || !text.includes(end)) throw new Error(`docs/scale.md: no ${begin} … ${end}`);
    return `${text.slice(0, text.indexOf(begin))}${begin}\n${make()}${text.slice(text.indexOf(end))}`;
  }, page);
}

if (import.meta.main) writeFileSync(PAGE, pageWithTables(readPage()));
