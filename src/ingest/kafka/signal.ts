/** Waking those who wait for a change. */

export interface Signal {
  /** Resolves at the next `notify`. */
  next(): Promise<void>;
  notify(): void;
}

export function createSignal(): Signal {
  let waiting = Promise.withResolvers<void>();
  return {
    next: () => waiting.promise,
    notify() {
      waiting.resolve();
      waiting = Promise.withResolvers();
    },
  };
}
