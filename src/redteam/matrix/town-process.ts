/** A process that runs the towns it is sent, one after the other: the embedded engine takes one process each. */
import { BASELINES } from './baselines.ts';
import { runTown } from './run-town.ts';
import type { TownTask } from './run-towns.ts';

process.on('message', ({ town, withBaselines, withDelays }: TownTask) => {
  const baselines = withBaselines ? BASELINES : [];
  runTown(town, { baselines, withDelays, signal: new AbortController().signal }).then(
    (result) => process.send?.({ result }),
    (error: unknown) =>
      process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
// Whoever asked has gone.
process.on('disconnect', () => process.exit(0));
