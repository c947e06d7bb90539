/** Errors of the API: RFC 9457 problem details, with what would mend it. */
import { z } from '@hono/zod-openapi';

export const PROBLEM_CODES = [
  'bad-request',
  'not-signed-in',
  'forbidden',
  'not-found',
  'conflict',
  'too-many-requests',
  'locked-out',
  'too-large',
  'unavailable',
  'internal',
] as const;

export const Problem = z
  .object({
    /** `about:blank#` and the code; the code is what programs compare. */
    type: z.string(),
    code: z.enum(PROBLEM_CODES),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    /** What the caller can do about it. */
    fix: z.string(),
    /** Fields that were wrong, where there are any. */
    issues: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
  })
  .openapi('Problem');
export type Problem = z.infer<typeof Problem>;
