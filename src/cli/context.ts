/** What commands are given instead of reaching for the process. */
export interface CommandContext {
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds at the start of the command. */
  readonly now: number;
  /** Writes to stdout. */
  readonly print: (text: string) => void;
  /** Columns of the terminal behind stdout; undefined where there is none. */
  readonly width?: number | undefined;
}
