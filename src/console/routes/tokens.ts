/** Routes of one's own API tokens. */
import { z } from '@hono/zod-openapi';
import { recordAct } from '../audit/acts.ts';
import { ApiToken, MadeToken, NewToken } from '../contract/index.ts';
import { listTokens, makeToken, revokeToken } from '../people/tokens.ts';
import { callerOf, guardedRoute } from '../server/access.ts';
import type { ConsoleApp, ConsoleDeps } from '../server/app.ts';
import { HttpProblem } from '../server/problems.ts';
import { answer, body, DONE } from './answers.ts';

const OWN = { role: 'viewer', scope: 'admin' } as const;

export function registerTokenRoutes(app: ConsoleApp, { store, now }: ConsoleDeps): void {
  app.openapi(
    guardedRoute(OWN, {
      method: 'get',
      path: '/api/v1/tokens',
      summary: 'One’s own API tokens',
      responses: answer('Tokens', z.array(ApiToken)),
    }),
    async (context) => context.json([...(await listTokens(store, callerOf(context).user_id))], 200),
  );
  app.openapi(
    guardedRoute(OWN, {
      method: 'post',
      path: '/api/v1/tokens',
      summary: 'Makes a token; it is shown this once',
      request: { body: body(NewToken) },
      responses: answer('The token', MadeToken),
    }),
    async (context) => {
      const { user_id, name, scopes } = callerOf(context);
      const wanted = context.req.valid('json');
      const beyond = scopes === null ? undefined : wanted.scopes.find((scope) => !scopes.includes(scope));
      if (beyond !== undefined)
        throw new HttpProblem('forbidden', `a token without the scope ${beyond} cannot give it`);
      const made = await makeToken(store, { ...wanted, user_id, now: now() });
      await recordAct(store, {
        subject_kind: 'token',
        subject: made.token_id,
        at: now(),
        user_id,
        name,
        act: 'make_token',
        after: { name: made.name, scopes: made.scopes },
      });
      return context.json(made, 200);
    },
  );
  app.openapi(
    guardedRoute(OWN, {
      method: 'delete',
      path: '/api/v1/tokens/{token_id}',
      summary: 'Revokes one of one’s own tokens',
      request: { params: z.object({ token_id: z.string().max(64) }) },
      responses: DONE,
    }),
    async (context) => {
      const { user_id, name } = callerOf(context);
      const { token_id } = context.req.valid('param');
      if (!(await revokeToken(store, user_id, token_id)))
        throw new HttpProblem('not-found', 'you have no such token');
      await recordAct(store, {
        subject_kind: 'token',
        subject: token_id,
        at: now(),
        user_id,
        name,
        act: 'revoke_token',
      });
      return context.body(null, 204);
    },
  );
}
