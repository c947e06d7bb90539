/** Events for benchmarks: the red team's city and all its campaigns at any size, kept in the temporary directory. */
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { BreakwaterEvent } from '../src/contract/index.ts';
import { composeScenarios, DEMO_SCENARIOS, PLAIN_CROWD, scenarioNamed } from '../src/redteam/index.ts';

const FROM = Date.UTC(2026, 4, 2);
const DAY_MS = 86_400_000;
/** What the crowd's knobs make of events at their defaults; fans and viral posts are as many in any city. */
const CROWD_EVENTS = 158_000;
const FAN_EVENTS = 15_000;
/** What one set of campaigns and look-alikes adds; there is one for each million events. */
const CAMPAIGN_EVENTS = 27_000;
/** More people to an event than on the demonstration day, so that a viral post finds its 100,000 likes among them. */
const PEOPLE = 1.4;
/** A minute before local nine in the evening, when the city is busiest. */
const VIRAL_AT = FROM + 12 * 3_600_000 + 59 * 60_000;
const VIRAL_MS = 60_000;

export interface BenchEvents {
  readonly events: number;
  /** Likes that one more post gets within a minute, from accounts of the city; 0 for none. */
  readonly viralLikes: number;
}

/** A day of about so many events, always the same ones. The crowd grows in people as in events. */
export function* benchEvents({ events, viralLikes }: BenchEvents): Generator<BreakwaterEvent> {
  const sets = Math.max(1, Math.round(events / 1e6));
  const scale = Math.max(0.01, (events - FAN_EVENTS - sets * CAMPAIGN_EVENTS) / CROWD_EVENTS);
  const crowd = scenarioNamed('organic-city');
  const grown = (knob: string) => Math.round((crowd.knobs[knob]?.value ?? 0) * scale);
  const campaigns = DEMO_SCENARIOS.filter((name) => name !== crowd.name).map((scenario) => ({ scenario }));
  const knobs = {
    ...PLAIN_CROWD,
    accounts: Math.round(PEOPLE * grown('accounts')),
    posts: grown('posts'),
    sittings: grown('sittings'),
  };
  const composition = composeScenarios({
    seed: 1,
    from: FROM,
    to: FROM + DAY_MS,
    parts: [{ scenario: crowd.name, knobs }, ...Array.from({ length: sets }, () => campaigns).flat()],
  });
  yield* composition.events();
  if (viralLikes > 0) {
    const people = [];
    for (const { account_id, role } of composition.truth()) if (role === 'resident') people.push(account_id);
    for (let like = 0; like < viralLikes; like++) yield viralLike(like, viralLikes, people);
  }
}

/** The order of lines does not matter to a detection. Beyond the people of the city, strangers like it, too. */
function viralLike(like: number, likes: number, people: readonly string[]): BreakwaterEvent {
  return {
    type: 'action',
    event_id: `viral-${like}`,
    account_id: people[like] ?? `stranger-${like}`,
    action: 'like',
    target_id: 'viral-post',
    target_account_id: 'viral-author',
    occurred_at: new Date(VIRAL_AT + Math.floor((like * VIRAL_MS) / likes)).toISOString(),
  };
}

/** The file with these events; made at the first call, kept for later ones. */
export async function benchFile(wanted: BenchEvents): Promise<string> {
  const directory = join(tmpdir(), 'breakwater-bench-events');
  await mkdir(directory, { recursive: true });
  const path = join(directory, `${wanted.events}-${wanted.viralLikes}.ndjson`);
  if (existsSync(path)) return path;
  console.error(`making ${path}`);
  const file = createWriteStream(`${path}.partial`);
  let block = '';
  for (const event of benchEvents(wanted)) {
    block += `${JSON.stringify(event)}\n`;
    if (block.length < 1 << 18) continue;
    if (!file.write(block)) await once(file, 'drain');
    block = '';
  }
  file.end(block);
  await finished(file);
  await rename(`${path}.partial`, path);
  return path;
}
