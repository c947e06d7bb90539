/** One thing at a time, in the order of asking. */

/** Runs tasks one after another; a task that fails does not stop the next. */
interface Mutex {
  run<T>(task: () => T | Promise<T>): Promise<T>;
}

export function createMutex(): Mutex {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      const done = tail.then(task);
      tail = done.catch(() => undefined);
      return done;
    },
  };
}
