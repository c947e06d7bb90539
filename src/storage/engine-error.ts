/** What an engine reports, as an `AppError` with the next step for the operator. */
import { AppError, type ErrorCode } from '../contract/index.ts';

const REFUSED = "Check store.username and store.password, or the user and password in the store's URL.";

const KNOWN: Readonly<Record<number, { readonly code: ErrorCode; readonly fix?: string }>> = {
  60: { code: 'store-broken', fix: 'Create the tables with `breakwater store migrate`.' },
  241: { code: 'store-broken', fix: 'Give the engine more memory, or take a shorter window.' },
  243: { code: 'store-broken', fix: 'Free disk space where the store is, then run the command again.' },
  394: { code: 'cancelled' },
  192: { code: 'store-refused', fix: REFUSED },
  193: { code: 'store-refused', fix: REFUSED },
  194: { code: 'store-refused', fix: REFUSED },
  497: {
    code: 'store-refused',
    fix: 'Grant the user what it lacks: docs/operations.md says what Breakwater needs.',
  },
  516: { code: 'store-refused', fix: REFUSED },
};

const MESSAGE_LIMIT = 600;
const STATEMENT_LIMIT = 160;

/** `unit` is the engine (`storage/embedded`); `sql` the statement that failed, named in the message by its beginning. */
export function engineError(unit: string, sql: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const known = KNOWN[clickhouseCode(message, cause)];
  const statement = sql.replace(/\s+/g, ' ').trim().slice(0, STATEMENT_LIMIT);
  const text = `${unit}: ${message.trim().slice(0, MESSAGE_LIMIT)} [in: ${statement}]`;
  const fix = known?.fix;
  return new AppError(known?.code ?? 'store-broken', text, fix === undefined ? { cause } : { cause, fix });
}

/** ClickHouse's error number: embedded in the text, served as the error's `code`; 0 when there is none. */
function clickhouseCode(message: string, cause: unknown): number {
  const inText = /\bCode: (\d+)\b/.exec(message)?.[1];
  const inError = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return Number(inText ?? inError) || 0;
}
