/** Logs: one JSON object a line on stderr or wherever they are sent, without secrets. */
import pino from 'pino';
import { createMask } from './mask.ts';

/** One line: what happened, and its facts. A batch or a cycle is one line. */
export type LogLine = (message: string, facts?: Readonly<Record<string, unknown>>) => void;

/** What rooms log through. */
export interface Log {
  readonly debug: LogLine;
  readonly info: LogLine;
  readonly warn: LogLine;
  readonly error: LogLine;
}

/** Where lines go; a line ends with a line break. */
export interface LogDestination {
  write(line: string): void;
}

export interface LogOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  /** The program that logs: `consume`, `detect`. */
  readonly job: string;
  readonly destination: LogDestination;
  /** Values that must never be written, wherever they turn up: passwords, keys. */
  readonly secrets?: readonly string[];
  /** Short lines for people instead of JSON; for a terminal. */
  readonly pretty?: boolean;
}

/** Fields that hold secrets by their name, two levels deep; values are caught by `secrets`. */
const SECRET_FIELDS = ['password', 'secret', 'token', 'authorization', 'pseudonymKey', 'sasl'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/** `error` is written with its class, message, code and causes. Times are ISO 8601, in UTC. */
export function createLog({ level, job, destination, secrets = [], pretty = false }: LogOptions): Log {
  const mask = createMask(secrets);
  const line = (text: string) => {
    if (secrets.length === 0 && !pretty) return text;
    const entry = mask(JSON.parse(text)) as Readonly<Record<string, unknown>>;
    return pretty ? prettyLine(entry) : `${JSON.stringify(entry)}\n`;
  };
  const logger = pino(
    {
      level,
      base: { job },
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: describeError },
      redact: { paths: SECRET_FIELDS, censor: '***' },
      hooks: { streamWrite: line },
    },
    destination,
  );
  return {
    debug: (message, facts = {}) => logger.debug(facts, message),
    info: (message, facts = {}) => logger.info(facts, message),
    warn: (message, facts = {}) => logger.warn(facts, message),
    error: (message, facts = {}) => logger.error(facts, message),
  };
}

/** Causes are followed, five deep. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, cause } = error;
  return {
    name,
    message,
    ...('code' in error ? { code: error.code } : {}),
    ...('fix' in error && error.fix !== undefined ? { fix: error.fix } : {}),
    // An expected failure says all that is to say; a bug is looked for in its stack.
    ...(name === 'AppError' ? {} : { stack: error.stack }),
    ...(cause === undefined || depth >= 4 ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

const HIDDEN = new Set(['time', 'level', 'message', 'job']);

/** `10:00:00.120 info  consume: stored a batch  messages=5000 seconds=0.4`. */
function prettyLine(entry: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(entry)
    .filter(([key]) => !HIDDEN.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const time = String(entry.time).slice(11, 23);
  return `${[time, String(entry.level).padEnd(5), `${String(entry.job)}:`, String(entry.message), ...fields].join(' ')}\n`;
}
