/** What the main thread and the intake workers say to each other. */
import type { ReadyBatch } from './event-tables.ts';
import type { InputContext, RunResult } from './intake.ts';

export type Job =
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly input: InputContext;
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly firstLine: number;
    }
  | { readonly kind: 'flush'; readonly id: number };

export type Answer =
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly result: RunResult;
      /** The memory that the run came in. */
      readonly memory: ArrayBuffer;
    }
  | { readonly kind: 'flush'; readonly id: number; readonly batches: readonly ReadyBatch[] };
