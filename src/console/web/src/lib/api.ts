/** Asking the server: typed answers, problems as errors, the CSRF token on whatever changes something. */
import type { Me, Problem } from '../../../contract/index.ts';

/** What the server said was wrong; `problem.fix` tells the reader what to do. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

let csrfToken = '';

/** Called with each answer of GET /session. */
export function rememberMe(me: Me | null): void {
  csrfToken = me?.csrf_token ?? '';
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The path with its query; what is null, undefined or empty is left out. */
export function apiUrl(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return `/api/v1${path}${search === '' ? '' : `?${search}`}`;
}

/** A part of a path, safe whatever it holds. */
export const part = encodeURIComponent;

async function send<T>(method: string, path: string, query: Query, body?: unknown): Promise<T> {
  const response = await fetch(apiUrl(path, query), {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' ? {} : { 'x-csrf-token': csrfToken }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiError(NO_ANSWER);
  });
  if (response.ok) return (response.status === 204 ? null : await response.json()) as T;
  throw new ApiError((await response.json().catch(() => NO_ANSWER)) as Problem);
}

const NO_ANSWER: Problem = {
  type: 'about:blank#unavailable',
  code: 'unavailable',
  title: 'The server does not answer',
  status: 503,
  detail: 'the server does not answer',
  fix: 'see whether `breakwater serve` is running, then try again',
  issues: [],
};

export const api = {
  get: <T>(path: string, query: Query = {}) => send<T>('GET', path, query),
  post: <T>(path: string, body: unknown = {}) => send<T>('POST', path, {}, body),
  patch: <T>(path: string, body: unknown) => send<T>('PATCH', path, {}, body),
  delete: <T>(path: string) => send<T>('DELETE', path, {}),
};
