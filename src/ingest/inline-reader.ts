/** Reads runs in this thread: for inputs that are read before a thread has started. */
import { createIntake, type IntakeSettings } from './intake.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';
import type { RunReader } from './worker-pool.ts';

export function createInlineReader(settings: IntakeSettings): RunReader {
  const intake = createIntake(settings, TEXT_FUNCTIONS);
  return {
    read: async (input, bytes, firstLine) => intake.read(input, bytes, firstLine),
    async *flush() {
      yield intake.flush();
    },
    close: async () => {},
  };
}
