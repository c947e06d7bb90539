/**
 * The made-up crowd's own statistics beside those of real data: popularity, pace, meetings, near copies, networks,
 * registrations. Real files that are absent (BREAKWATER_DATA) are left out. `npm run bench -- crowd [--days 1]`
 */
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import {
  type CitySample,
  cityActs,
  readCity,
  realActs,
  realRegistrations,
  type Sample,
} from './crowd-samples.ts';
import {
  type Act,
  counts,
  mean,
  metShare,
  nearCopyShare,
  pace,
  peakHour,
  popularityExponent,
  quantile,
  topShare,
} from './crowd-statistics.ts';

const percent = (share: number): string => (Number.isNaN(share) ? '' : `${(100 * share).toFixed(1)} %`);
const short = (value: number, digits = 2): string => (Number.isFinite(value) ? value.toFixed(digits) : '');
const BARE = { head: [], border: [] };

function actRow({ name, acts }: Sample): string[] {
  const perAccount = counts(acts.map(({ account }) => account));
  const perTarget = counts(acts.map(({ target }) => target));
  const { exponent, least } = popularityExponent(perTarget);
  const { gapMinutes, burstiness } = pace(acts);
  const copies = nearCopyShare(acts);
  return [
    name,
    acts.length.toLocaleString('en'),
    short(mean(perAccount), 1),
    percent(topShare(perAccount)),
    short(mean(perTarget), 1),
    percent(topShare(perTarget)),
    short(exponent) + (Number.isFinite(least) ? ` from ${least}` : ''),
    short(gapMinutes, 1),
    short(burstiness),
    percent(metShare(acts, 10_000)),
    percent(metShare(acts, 60_000)),
    copies.texts < 100 ? '' : percent(copies.share),
  ];
}

/** `/24` or `/48` of an address. */
function networkOf(ip: string): string {
  return ip.includes(':') ? ip.split(':').slice(0, 3).join(':') : ip.split('.').slice(0, 3).join('.');
}

function printNetworks({ actions }: CitySample): void {
  const pairs = (keyOf: (ip: string, device: string) => string): number[] => {
    const seen = new Set<string>();
    for (const { account_id, client } of actions)
      seen.add(`${keyOf(String(client?.ip), String(client?.device_id))} ${account_id}`);
    return counts([...seen].map((pair) => pair.slice(0, pair.indexOf(' '))));
  };
  const networks = pairs((ip) => networkOf(ip));
  const devices = pairs((_, device) => device);
  console.log(
    `\naccounts per network (/24, /48): mean ${short(mean(networks), 1)}, median ${quantile(networks, 0.5)}, 99 % below ${quantile(networks, 0.99)}, largest ${networks[0]}` +
      `\ndevices with more than one account: ${percent(devices.filter((n) => n > 1).length / devices.length)}, largest ${devices[0]}`,
  );
}

function printRegistrations(name: string, registered: readonly number[]): void {
  if (registered.length === 0) return;
  const { peak, mean: usual } = peakHour(registered);
  console.log(
    `registrations, ${name}: ${registered.length.toLocaleString('en')}, ${short(usual, 3)} in a mean hour, ${peak} in the busiest`,
  );
}

const { values } = parseArgs({ options: { days: { type: 'string', default: '1' } } });
const city = readCity(Number(values.days));
const files = realActs();
const sample = (name: string, acts: readonly Act[]): Sample => ({ name, acts });
const samples = [
  sample('city: all', cityActs(city, [...new Set(city.actions.map(({ action }) => action))])),
  sample('city: likes', cityActs(city, ['like'])),
  sample('city: reposts', cityActs(city, ['repost', 'quote'])),
  sample('real: retweets, Russia', files.retweets),
  sample('city: comments', cityActs(city, ['comment'])),
  sample('real: comments of an army, Reddit', files.remarks),
  sample(
    'city: links',
    cityActs(city, ['post'], ({ urls }) => urls?.[0]),
  ),
  sample('real: links, German election', files.links),
  sample(
    'city: hashtags',
    cityActs(city, ['post'], ({ topics }) => topics?.[0]),
  ),
  sample('real: hashtags, German election', files.hashtags),
  sample('real: a viral repository', files.viral),
  sample('real: weak suspects, GitHub', files.bought),
].filter(({ acts }) => acts.length > 0);

const table = new Table({
  head: [
    'acts',
    'number',
    'per account',
    'by the top 1 %',
    'per target',
    'on the top 1 %',
    'exponent',
    'gap, min',
    'burstiness',
    'met in 10 s',
    'met in 60 s',
    'near copies',
  ],
  style: BARE,
});
table.push(...samples.map(actRow));
console.log(table.toString());
printNetworks(city);
printRegistrations('city', city.registered);
const real = realRegistrations();
printRegistrations('stargazers of a viral repository (real)', real.stargazers);
printRegistrations('accounts of an army on Reddit (real)', real.agency);
