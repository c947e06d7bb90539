/** A thread around `createMessageIntake`. It must never load chdb, which hangs or crashes in threads. */
import { parentPort, workerData } from 'node:worker_threads';
import { createMessageIntake, type MessageIntakeSettings, type MessageRun } from './message-intake.ts';

/** A run of messages to read, or `take`: everything read since the last one is wanted. */
export type IntakeJob = MessageRun | 'take';

const intake = createMessageIntake(workerData as MessageIntakeSettings);

parentPort?.on('message', (job: IntakeJob) => {
  if (job !== 'take') return intake.add(job);
  const taken = intake.take();
  parentPort?.postMessage(taken, [
    ...taken.batches.map(({ ipc }) => ipc.buffer),
    ...taken.letters.flatMap(({ value }) => (value === null ? [] : [value.buffer])),
  ]);
});
