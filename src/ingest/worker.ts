/** An intake worker: a thread around `createIntake`. It must never load chdb, which hangs or crashes in threads. */
import { parentPort, workerData } from 'node:worker_threads';
import { createIntake, type IntakeSettings } from './intake.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';
import type { Answer, Job } from './worker-protocol.ts';

const intake = createIntake(workerData as IntakeSettings, TEXT_FUNCTIONS);

function answer(job: Job): Answer {
  if (job.kind === 'flush') return { kind: 'flush', id: job.id, batches: intake.flush() };
  const { buffer, byteOffset, byteLength } = job.bytes;
  const result = intake.read(job.input, Buffer.from(buffer, byteOffset, byteLength), job.firstLine);
  return { kind: 'read', id: job.id, result, memory: buffer };
}

parentPort?.on('message', (job: Job) => {
  const said = answer(job);
  const batches = said.kind === 'flush' ? said.batches : said.result.batches;
  const handedOver = batches.map((batch) => batch.ipc.buffer);
  if (said.kind === 'read') handedOver.push(said.memory);
  parentPort?.postMessage(said, handedOver);
});
