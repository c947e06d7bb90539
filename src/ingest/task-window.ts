/** Back-pressure: at most so many tasks at once, and the first failure stops the caller. */

export interface TaskWindow {
  /** Waits until there is room, then starts the task without waiting for its end. Throws the first failure so far. */
  add(task: () => Promise<void>): Promise<void>;
  /** Waits until no task runs. Throws the first failure. */
  drain(): Promise<void>;
}

export function createTaskWindow(limit: number): TaskWindow {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;

  async function waitUntil(atMost: number): Promise<void> {
    while (running.size > atMost) await Promise.race(running);
    if (failure !== undefined) throw failure.error;
  }

  return {
    async add(task) {
      await waitUntil(limit - 1);
      const run = task()
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => running.delete(run));
      running.add(run);
    },
    drain: () => waitUntil(0),
  };
}
