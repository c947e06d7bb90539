/**
 * What it costs to remove old actions that lie among those that stay. CPU seconds, which other work disturbs least.
 * Run: node bench/retention.ts
 */
import { ingestFiles, inputsFromFlags } from '../src/ingest/index.ts';
import { migrate, openStore, retain } from '../src/storage/index.ts';
import { benchFile } from './make-events.ts';

/** The file's day is the second of May; half of it is stored once more a day earlier, and goes. */
const NOW = Date.UTC(2026, 4, 3, 1);

const store = await openStore({ kind: 'memory' });
await migrate(store, { now: Date.now });
await ingestFiles({
  inputs: inputsFromFlags({ files: [await benchFile({ events: 1_000_000, viralLikes: 0 })] }),
  store,
  options: { now: NOW, pseudonymKey: new Uint8Array(32).fill(7) },
});
const plain = await store.rows(
  "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'actions' AND default_kind != 'MATERIALIZED' ORDER BY position",
);
const columns = plain.map(({ name }) => String(name));
const moved = columns.map((column) => {
  if (column === 'event_id') return "concat(event_id, '-old')";
  return column === 'occurred_at' ? 'occurred_at - INTERVAL 1 DAY' : column;
});
await store.command(
  `INSERT INTO actions (${columns.join(', ')}) SELECT ${moved.join(', ')} FROM actions WHERE event_key % 2 = 0`,
);
// One part, as after many merges: old rows and new ones in it.
await store.command('OPTIMIZE TABLE actions FINAL');
const before = process.cpuUsage();
const steps = await retain({ store, days: { actions: 1 }, now: NOW, apply: true });
const { user, system } = process.cpuUsage(before);
const [kept] = await store.rows('SELECT count() AS n FROM actions');
const removed = steps.reduce((sum, { rows }) => sum + rows, 0);
const seconds = (user + system) / 1e6;
console.log(
  `${removed} actions removed, ${kept?.n} kept and written anew: ${seconds.toFixed(2)} CPU s, ${((seconds / Number(kept?.n)) * 1e6).toFixed(2)} µs for each that is kept`,
);
await store.close();
