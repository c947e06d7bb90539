/** Large answers, compressed fast: what takes longer to pack than to send would only look smaller. */
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';

const pack = promisify(gzip);
/** Less than that fits into a few packets as it is. */
const LEAST_BYTES = 16 * 1024;
const TYPES = /^(application\/(json|xml)|text\/)/;

/**
 * Gzip at its fastest level, in the thread pool, for whole answers of text. For routes that send no secrets beside what
 * callers chose: compressed together, lengths would tell of them (BREACH).
 */
export function compressed(): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const { res } = context;
    const accepts = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
    const isText = TYPES.test(res.headers.get('content-type') ?? '');
    if (!accepts || !isText || !res.ok || context.req.method !== 'GET') return;
    const body = Buffer.from(await res.arrayBuffer());
    const isLarge = body.byteLength >= LEAST_BYTES;
    const answer = isLarge ? await pack(body, { level: constants.Z_BEST_SPEED }) : body;
    context.res = new Response(new Uint8Array(answer), res);
    context.res.headers.delete('content-length');
    context.res.headers.set('vary', 'accept-encoding');
    if (isLarge) context.res.headers.set('content-encoding', 'gzip');
  };
}
