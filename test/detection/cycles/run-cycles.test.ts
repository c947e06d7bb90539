/** Cycles over a town whose groups are known, through the real engine; only the queue is an array. */
import { beforeEach, describe, expect, test } from 'vitest';
import { AppError, VerdictMessage } from '../../../src/contract/index.ts';
import { createInlineRunner } from '../../../src/detection/cycles/detect-run.ts';
import { createLease } from '../../../src/detection/cycles/lease.ts';
import type { OutgoingMessage, Publisher } from '../../../src/detection/cycles/publish-run.ts';
import { type CycleReport, doneUntil, runCycle } from '../../../src/detection/cycles/run-cycle.ts';
import { runCycles } from '../../../src/detection/cycles/run-cycles.ts';
import type { Horizon } from '../../../src/detection/cycles/timetable.ts';
import { storedEvents } from '../../support/stored-events.ts';
import { buildTown, DAWN } from '../town.ts';

const DAY_MS = 86_400_000;
const DAY: Horizon = { name: 'day', lookBackMs: DAY_MS, everyMs: 600_000 };
const EVENING = DAWN + DAY_MS;
const TABLES = ['claims', 'leases', 'published_verdicts', 'runs', 'verdicts', 'members', 'clusters', 'edges'];

const stored = storedEvents();
const town = buildTown(7);

beforeEach(async () => {
  await stored.clear();
  for (const table of TABLES) await stored.store.command(`TRUNCATE TABLE ${table}`);
});

/** A queue that keeps what it acknowledged, and may fail before or after. */
function createQueue() {
  const messages: OutgoingMessage[] = [];
  const failing: ('before' | 'after' | null)[] = [];
  const publisher: Publisher = {
    async publish(_topic, batch) {
      const failure = failing.shift() ?? null;
      const broken = new AppError('store-unreachable', 'test/queue: away');
      if (failure === 'before') throw broken;
      messages.push(...batch);
      if (failure === 'after') throw broken;
    },
  };
  const parsed = () => messages.map(({ value }) => VerdictMessage.parse(JSON.parse(value)));
  return { publisher, messages, failing, parsed };
}

let starts = 0;
/** A process that leads, or would like to. */
function createProcess(publisher: Publisher, clock: { now: number }) {
  const { store } = stored;
  starts += 1;
  const holder = `process ${starts}`;
  const lease = createLease({ store, name: 'detection', holder, leaseMs: 1_000, monotonic: () => clock.now });
  const runDetection = createInlineRunner(store);
  const input = { store, lease, holder, runDetection, publisher, topic: 'verdicts', now: () => clock.now };
  return { lease, input, cycle: (horizon = DAY): Promise<CycleReport> => runCycle(input, horizon) };
}

async function firstLeader(queue: ReturnType<typeof createQueue>, clock = { now: EVENING }) {
  await stored.add(town.events);
  const leader = createProcess(queue.publisher, clock);
  await leader.lease.step();
  return { leader, clock };
}

const ringOf = (messages: readonly VerdictMessage[]) =>
  messages.filter(({ accounts }) => accounts.some(({ account_id }) => account_id === 'hired0'));

describe('a cycle', () => {
  test('saves its run whole, with its horizon, and publishes every verdict once, keyed by cluster', async () => {
    const queue = createQueue();
    const { leader } = await firstLeader(queue);
    const report = await leader.cycle();
    expect(report).toMatchObject({
      outcome: 'done',
      epoch: 1,
      window: { from: DAWN, to: EVENING },
      published: { changed: 0, gone: 0 },
    });
    const runs = await stored.store.rows('SELECT run_id, horizon FROM runs');
    expect(runs).toEqual([{ run_id: report.runId, horizon: 'day' }]);
    const sent = queue.parsed();
    expect(sent.length).toBe(report.published?.new);
    const kept = await stored.store.rows(
      "SELECT cluster_id, campaign_id, JSONExtractString(body, 'campaign_id') AS said FROM verdicts FINAL ORDER BY cluster_id",
    );
    const told = sent.map(({ found_as, campaign_id }) => ({
      cluster_id: found_as,
      campaign_id,
      said: campaign_id,
    }));
    expect(told).toEqual(kept);
    expect(ringOf(sent)).toMatchObject([
      { verdict: 'water_army', run_id: report.runId, accounts_in_all: 20 },
    ]);
    queue.messages.forEach(({ key, headers }, index) => {
      expect(key).toBe(sent[index]?.cluster_id);
      expect(headers.idempotency_key).toBe(sent[index]?.idempotency_key);
    });
    expect(report.run?.stages.map(({ stage }) => stage)).toContain('cluster');
    expect(report.run?.verdicts.water_army).toBe(1);
  });

  test('tells what was told before messages said it of which campaign it is, once', async () => {
    const queue = createQueue();
    const { leader, clock } = await firstLeader(queue);
    await leader.cycle();
    const before = queue.parsed();
    await stored.store.command(`INSERT INTO published_verdicts
      SELECT * REPLACE (replaceRegexpOne(body, '"campaign_id":"[^"]*",', '') AS body,
        replaceRegexpOne(content, ',"campaign_id":"[^"]*"', '') AS content, as_of + toIntervalMillisecond(1) AS as_of)
      FROM published_verdicts`);
    for (let cycle = 2; cycle <= 3; cycle += 1) {
      clock.now = EVENING + cycle;
      await leader.cycle({ ...DAY, everyMs: 1, lookBackMs: DAY_MS + 100 });
    }
    const after = queue.parsed().slice(before.length);
    expect(
      after.map(({ cluster_id, changed, campaign_id }) => ({ cluster_id, changed, campaign_id })),
    ).toEqual(
      before.map(({ cluster_id, campaign_id }) => ({ cluster_id, changed: ['campaign_id'], campaign_id })),
    );
  });

  test('over the same events says nothing new, however often it runs', async () => {
    const queue = createQueue();
    const { leader, clock } = await firstLeader(queue);
    await leader.cycle();
    const { length } = queue.messages;
    for (let cycle = 1; cycle <= 2; cycle += 1) {
      clock.now = EVENING + cycle;
      const wider = { ...DAY, everyMs: 1, lookBackMs: DAY_MS + 100 };
      expect((await leader.cycle(wider)).published).toEqual({
        new: 0,
        changed: 0,
        gone: 0,
        isComplete: true,
      });
    }
    expect(queue.messages).toHaveLength(length);
  });

  test('takes late events for what they are: the ring grows under its old name', async () => {
    const queue = createQueue();
    const late = new Set(town.ring.slice(0, 3));
    await stored.add(town.events.filter(({ account_id }) => !late.has(account_id)));
    const clock = { now: EVENING };
    const leader = createProcess(queue.publisher, clock);
    await leader.lease.step();
    await leader.cycle();
    const army = queue.parsed().find(({ verdict }) => verdict === 'water_army');
    await stored.add(town.events.filter(({ account_id }) => late.has(account_id)));
    clock.now += 1;
    await leader.cycle({ ...DAY, everyMs: 1, lookBackMs: DAY_MS + 1 });
    const grown = queue.parsed().filter(({ cluster_id }) => cluster_id === army?.cluster_id)[1];
    expect(grown).toMatchObject({
      change: 'changed',
      accounts_in_all: 20,
      previous_key: army?.idempotency_key,
    });
    expect(grown?.changed).toContain('accounts');
  });
});

describe('cut off', () => {
  test.each(['before', 'after'] as const)(
    '%s the queue has the messages, the next leader sends them with the same keys, from the same run',
    async (moment) => {
      const queue = createQueue();
      const { leader, clock } = await firstLeader(queue);
      queue.failing.push(moment);
      await expect(leader.cycle()).rejects.toMatchObject({ code: 'store-unreachable' });
      expect(await doneUntil(stored.store, 'day')).toBeNull();
      const keysSent = queue.parsed().map(({ idempotency_key }) => idempotency_key);

      clock.now += 2_000;
      const next = createProcess(queue.publisher, clock);
      await next.lease.step();
      clock.now += 2_000;
      await next.lease.step();
      const report = await next.cycle();
      expect(report).toMatchObject({ outcome: 'done', epoch: 2, run: null, window: { to: EVENING } });
      const keys = queue.parsed().map(({ idempotency_key }) => idempotency_key);
      expect(keys.slice(keysSent.length)).toEqual(moment === 'after' ? keysSent : keys);
      expect(new Set(keys).size).toBe(report.published?.new);
      expect(await stored.store.rows('SELECT count() AS n FROM runs')).toEqual([{ n: '1' }]);
      expect(await doneUntil(stored.store, 'day')).toBe(EVENING);
    },
  );

  test('by another leader while it detected, it publishes nothing', async () => {
    const queue = createQueue();
    const { leader, clock } = await firstLeader(queue);
    const other = createProcess(queue.publisher, clock);
    const asleep = {
      ...leader.input,
      runDetection: async (job: Parameters<typeof leader.input.runDetection>[0]) => {
        const report = await leader.input.runDetection(job);
        await other.lease.step();
        clock.now += 2_000;
        await other.lease.step();
        return report;
      },
    };
    const report = await runCycle(asleep, DAY);
    expect(other.lease.epoch).toBe(2);
    expect(report).toMatchObject({ outcome: 'lost-lead', published: null });
    expect(queue.messages).toEqual([]);
    expect((await other.cycle()).outcome).toBe('done');
  });

  test('in the middle of sending by another leader, both say the same: each key has one content', async () => {
    const queue = createQueue();
    const { leader, clock } = await firstLeader(queue);
    const other = createProcess(queue.publisher, clock);
    // Falls asleep after the last check and before the queue has it; wakes up when the other one is done.
    const asleep: Publisher = {
      async publish(topic, batch) {
        await other.lease.step();
        clock.now += 2_000;
        await other.lease.step();
        expect((await other.cycle()).outcome).toBe('done');
        await queue.publisher.publish(topic, batch);
      },
    };
    await runCycle({ ...leader.input, publisher: asleep }, DAY);
    const contents = new Map<string, Set<string>>();
    for (const { headers, value } of queue.messages) {
      const key = headers.idempotency_key ?? '';
      contents.set(key, (contents.get(key) ?? new Set()).add(value));
    }
    expect(queue.messages.length).toBe(2 * contents.size);
    for (const values of contents.values()) expect(values.size).toBe(1);
  });
});

describe('cycles', () => {
  test('run until they are told to stop, give the lead away, and the next process goes on from there', async () => {
    await stored.add(town.events);
    const queue = createQueue();
    const reports: CycleReport[] = [];
    const troubles: string[] = [];
    const start = (holder: string) => {
      const stop = new AbortController();
      const done = runCycles({
        store: stored.store,
        holder,
        runDetection: createInlineRunner(stored.store),
        publisher: queue.publisher,
        topic: 'verdicts',
        horizons: [DAY, { name: 'hour', lookBackMs: DAY_MS, everyMs: 60_000 }],
        leaseMs: 600,
        giveUpMs: 10_000,
        now: () => EVENING,
        monotonic: () => performance.now(),
        random: () => 0,
        watcher: {
          onCycle: (report) => reports.push(report),
          onLead: () => {},
          onTrouble: ({ error }) => troubles.push(error.code),
        },
        signal: stop.signal,
      });
      return { stop, done };
    };
    queue.failing.push('before');
    const first = start('first');
    const second = start('second');
    await expect.poll(() => reports.length, { timeout: 30_000 }).toBe(2);
    expect(troubles).toEqual(['store-unreachable']);
    first.stop.abort();
    await first.done;
    second.stop.abort();
    await second.done;
    expect(reports.map(({ horizon }) => horizon).sort()).toEqual(['day', 'hour']);
    const keys = queue.parsed().map(({ idempotency_key }) => idempotency_key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('leave a cycle that takes long five seconds after a stop; it publishes nothing any more', async () => {
    await stored.add(town.events);
    const queue = createQueue();
    const stop = new AbortController();
    const late = Promise.withResolvers<void>();
    const detectNow = createInlineRunner(stored.store);
    const running = runCycles({
      store: stored.store,
      holder: 'slow',
      async runDetection(job) {
        const report = await detectNow(job);
        stop.abort();
        await late.promise;
        return report;
      },
      publisher: queue.publisher,
      topic: 'verdicts',
      horizons: [DAY],
      leaseMs: 60_000,
      giveUpMs: 10_000,
      now: () => EVENING,
      monotonic: () => performance.now(),
      random: () => 0,
      watcher: { onCycle: () => {}, onLead: () => {}, onTrouble: () => {} },
      signal: stop.signal,
    });
    stop.signal.addEventListener('abort', () => {
      began = performance.now();
    });
    let began = Number.NEGATIVE_INFINITY;
    await running;
    expect(performance.now() - began).toBeLessThan(10_000);
    late.resolve();
    const next = createProcess(queue.publisher, { now: EVENING });
    await next.lease.step();
    expect(next.lease.epoch).toBe(2);
    expect(await doneUntil(stored.store, 'day')).toBeNull();
    expect(queue.messages).toEqual([]);
    expect(await next.cycle()).toMatchObject({ outcome: 'done', run: { verdicts: { water_army: 1 } } });
  });

  test('give up with the reason when nothing works for too long', async () => {
    await stored.add(town.events);
    const queue = createQueue();
    queue.failing.push(...Array.from({ length: 50 }, () => 'before' as const));
    const running = runCycles({
      store: stored.store,
      holder: 'hopeless',
      runDetection: createInlineRunner(stored.store),
      publisher: queue.publisher,
      topic: 'verdicts',
      horizons: [DAY],
      leaseMs: 600,
      giveUpMs: 1_000,
      now: () => EVENING,
      monotonic: () => performance.now(),
      random: () => 0,
      watcher: { onCycle: () => {}, onLead: () => {}, onTrouble: () => {} },
      signal: new AbortController().signal,
    });
    await expect(running).rejects.toMatchObject({ code: 'store-unreachable' });
  });
});
