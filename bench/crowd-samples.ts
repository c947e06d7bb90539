/** The events that crowds are compared by: those of the made-up city, and of the real files where they are present. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ActionEvent } from '../src/contract/index.ts';
import { composeScenarios } from '../src/redteam/index.ts';
import type { Act } from './crowd-statistics.ts';

const DATA = process.env.BREAKWATER_DATA ?? join(import.meta.dirname, '../../shared/data');
const DAY = 86_400_000;

export interface Sample {
  readonly name: string;
  readonly acts: readonly Act[];
}

/** A city's events, and what is known of its accounts. */
export interface CitySample {
  readonly actions: readonly ActionEvent[];
  readonly registered: readonly number[];
}

export function readCity(days: number): CitySample {
  const from = Date.UTC(2026, 4, 4);
  const parts = [{ scenario: 'organic-city' }];
  const actions: ActionEvent[] = [];
  const registered: number[] = [];
  for (const event of composeScenarios({ seed: 1, from, to: from + days * DAY, parts }).events()) {
    if (event.type === 'action') actions.push(event);
    if (event.type === 'account') registered.push(Date.parse(String(event.registered_at)));
  }
  return { actions, registered };
}

/** The city's actions of some names, as acts on what `targetOf` says; without a target they are left out. */
export function cityActs(
  city: CitySample,
  names: readonly string[],
  targetOf: (action: ActionEvent) => string | undefined = ({ target_id }) => target_id,
): Act[] {
  return city.actions.flatMap((action) => {
    const target = targetOf(action);
    if (target === undefined || !names.includes(action.action)) return [];
    const at = Date.parse(String(action.occurred_at));
    return [{ account: action.account_id, target, at, ...(action.text ? { text: action.text } : {}) }];
  });
}

type Row = Readonly<Record<string, string>>;

function rows(file: string): readonly Row[] {
  const path = join(DATA, file);
  return existsSync(path) ? parse(readFileSync(path), { columns: true, bom: true, relax_quotes: true }) : [];
}

const seconds = (text: string | undefined): number => 1000 * Number(text);
const real = (file: string, toAct: (row: Row) => Act | undefined): Act[] =>
  rows(file).flatMap((row) => toAct(row) ?? []);

const star = (row: Row): Act => ({
  account: String(row.account),
  target: String(row.repo),
  at: Date.parse(String(row.starred_at)),
});

/** The real samples by what they are of; empty where the file is absent. */
export function realActs(): Readonly<
  Record<'retweets' | 'links' | 'hashtags' | 'remarks' | 'viral' | 'bought', Act[]>
> {
  const german = rows('coortweet/german_elections.csv');
  const of = (column: string): Act[] =>
    german.flatMap((row) =>
      row[column] === 'NA'
        ? []
        : [{ account: String(row.account_id), target: String(row[column]), at: seconds(row.timestamp) }],
    );
  return {
    retweets: real('coortweet/russian_coord_tweets.csv', (row) => ({
      account: String(row.account_id),
      target: String(row.object_id),
      at: seconds(row.timestamp_share),
    })),
    links: of('url_id'),
    hashtags: of('hashtag_id'),
    remarks: real('reddit_ira/comments.csv', (row) => ({
      account: String(row.author),
      target: String(row.link_id),
      at: seconds(row.created_utc),
      text: String(row.body),
    })),
    viral: real('github_stars/organic_viral_stars.csv', star),
    bought: real('github_stars/suspected_stars.csv', star),
  };
}

/** When the real accounts were made. */
export function realRegistrations(): Readonly<Record<'stargazers' | 'agency', number[]>> {
  return {
    stargazers: rows('github_stars/organic_viral_stars.csv').map((row) =>
      Date.parse(String(row.account_created_at)),
    ),
    agency: rows('reddit_ira/accounts.csv').map((row) => seconds(row.created_utc)),
  };
}
