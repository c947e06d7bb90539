/**
 * A process with a store open, for tests that need a second one: `node hold-store.ts DIRECTORY WHAT`.
 * It reports over IPC and goes on until it is stopped.
 */
import { migrate, openStore, type Store } from '../../../src/storage/index.ts';
import { traceIpc } from '../../support/arrow.ts';

const [directory = '', what = ''] = process.argv.slice(2);
/** The test counts in the same size. */
const BATCH_ROWS = 50_000;
const ENDLESS = 'SELECT max(sipHash64(number)) AS m FROM numbers(1000000000000)';

const store = await openStore(directory === 'memory' ? { kind: 'memory' } : { kind: 'embedded', directory });
await migrate(store, { now: Date.now });
await run(store);

async function run(store: Store): Promise<void> {
  switch (what) {
    case 'hold':
      process.send?.('ready');
      // Keeps the process alive.
      setInterval(() => undefined, 1000);
      return;
    case 'insert':
      for (let batch = 0; ; batch += 1) {
        process.send?.('ready');
        await store.insertArrow('traces', traceIpc(batch * BATCH_ROWS, BATCH_ROWS));
      }
    case 'exit':
      process.exit(3);
      return;
    case 'exit-in-query':
      store.rows(ENDLESS).catch(() => undefined);
      setTimeout(() => process.exit(3), 300);
      return;
    case 'fail-in-query':
      store.rows(ENDLESS).catch(() => undefined);
      setTimeout(() => {
        throw new Error('a bug');
      }, 300);
      return;
    case 'exit-in-batches':
      setTimeout(() => process.exit(3), 300);
      for await (const _ of store.batches(ENDLESS));
      return;
    case 'close-on-sigint':
      process.once('SIGINT', async () => {
        await store.close();
        process.exit(130);
      });
      store.rows(ENDLESS).catch((error) => process.send?.(error.code));
      process.send?.('ready');
      return;
    default:
      throw new Error(`hold-store: what is ${what}?`);
  }
}
