/** Errors as the API gives them: RFC 9457, never a stack, never a statement of the store. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import { AppError } from '../../contract/index.ts';
import type { Problem } from '../contract/index.ts';

type Code = Problem['code'];

const KINDS: Record<Code, { status: number; title: string; fix: string }> = {
  'bad-request': {
    status: 400,
    title: 'The request is not as it should be',
    fix: 'see `issues`, and /api/docs',
  },
  'not-signed-in': { status: 401, title: 'Nobody is signed in', fix: 'sign in, or send an API token' },
  forbidden: { status: 403, title: 'Your role does not allow this', fix: 'ask a lead or an admin' },
  'not-found': { status: 404, title: 'There is no such thing', fix: 'check the id' },
  conflict: { status: 409, title: 'It has changed meanwhile', fix: 'load it again, then decide again' },
  'too-many-requests': { status: 429, title: 'Too many requests', fix: 'wait as long as Retry-After says' },
  'locked-out': { status: 429, title: 'Locked after too many wrong passwords', fix: 'wait, or ask an admin' },
  'too-large': { status: 413, title: 'The request is too large', fix: 'send less at once' },
  unavailable: { status: 503, title: 'The store does not answer', fix: 'try again in a moment' },
  internal: { status: 500, title: 'Something broke here', fix: 'try again; the log has the details' },
};

/** An error that the caller is told about. */
export class HttpProblem extends Error {
  readonly code: Code;
  readonly issues: Problem['issues'];
  readonly retryAfterSeconds: number | undefined;
  constructor(
    code: Code,
    detail: string,
    options: { issues?: Problem['issues']; retryAfterSeconds?: number } = {},
  ) {
    super(detail);
    this.code = code;
    this.issues = options.issues ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Answers with the problem; what is not meant for callers goes to `log` only. */
export function answerProblem(error: unknown, context: Context, log: (error: unknown) => void): Response {
  const known = toHttpProblem(error);
  if (known === null) log(error);
  const { code, message, issues, retryAfterSeconds } =
    known ?? new HttpProblem('internal', 'nothing was changed by it');
  const { status, title, fix } = KINDS[code];
  const body: Problem = { type: `about:blank#${code}`, code, title, status, detail: message, fix, issues };
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(Math.ceil(retryAfterSeconds));
  return context.body(JSON.stringify(body), status as 400, headers);
}

function toHttpProblem(error: unknown): HttpProblem | null {
  if (error instanceof HttpProblem) return error;
  if (error instanceof HTTPException) {
    if (error.status === 413) return new HttpProblem('too-large', 'the body is larger than this route takes');
    return new HttpProblem(
      error.status === 403 ? 'forbidden' : 'bad-request',
      error.message || 'not understood',
    );
  }
  if (error instanceof AppError && error.code === 'store-unreachable')
    return new HttpProblem('unavailable', 'the store does not answer');
  // Of rooms that know nothing of HTTP: what they refuse the caller may mend.
  if (error instanceof AppError && error.code === 'bad-usage')
    return new HttpProblem('bad-request', `${wordsOf(error)}: ${error.fix}`);
  if (error instanceof AppError && error.code === 'input-missing')
    return new HttpProblem('not-found', wordsOf(error));
  return null;
}

/** Without the place in the code, which is for logs. */
const wordsOf = ({ message }: AppError): string => message.replace(/^[\w/-]+: /, '').split('\n')[0] ?? '';

/** For `defaultHook`: what zod found, field by field. */
export function badRequest(error: Pick<z.ZodError, 'issues'>): HttpProblem {
  const issues = error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join('.'), message }));
  return new HttpProblem('bad-request', issues.map(({ path, message }) => `${path}: ${message}`).join('; '), {
    issues,
  });
}
