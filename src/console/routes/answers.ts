/** What routes take and give, as the OpenAPI document says it. */
import type { z } from '@hono/zod-openapi';

export const answer = <T extends z.ZodType>(description: string, schema: T) => ({
  200: { description, content: { 'application/json': { schema } } },
});

export const DONE = { 204: { description: 'Done' } };

export const body = <T extends z.ZodType>(schema: T) => ({
  content: { 'application/json': { schema } },
  required: true,
});
