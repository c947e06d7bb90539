/** An app in which a header says who asks: authentication is tested elsewhere. */
import type {
  AuditRow,
  Case,
  CasePage,
  HonestPage,
  Problem,
  Role,
} from '../../../src/console/contract/index.ts';
import { registerCaseRoutes } from '../../../src/console/routes/cases.ts';
import type { ConsoleApp, ConsoleDeps } from '../../../src/console/server/app.ts';
import { createApp } from '../../../src/console/server/app.ts';
import type { Store } from '../../../src/storage/index.ts';

/** Whatever a route answers; a test knows which of it is there. */
type Answer = Omit<Case, 'case_id'> & { case_id: string | null } & CasePage &
  HonestPage &
  Pick<Problem, 'code' | 'detail'> & { rows: AuditRow[] };

export function actingApp(
  store: Store,
  now: () => number,
  more: Partial<ConsoleDeps> = {},
  routes: readonly ((app: ConsoleApp, deps: ConsoleDeps) => void)[] = [],
) {
  const app = createApp({ store, now, log: console.error, ...more }, [
    (app) =>
      app.use(async (context, next) => {
        const [name = '', role = 'viewer'] = (context.req.header('x-test-caller') ?? '').split(':');
        if (name !== '') context.set('caller', { user_id: name, name, role: role as Role, scopes: null });
        await next();
      }),
    registerCaseRoutes,
    ...routes,
  ]);
  return {
    async get(caller: string, path: string) {
      const response = await app.request(`/api/v1${path}`, { headers: { 'x-test-caller': caller } });
      return { status: response.status, body: (await response.json()) as Answer };
    },
    async post(caller: string, path: string, body: unknown = {}) {
      const response = await app.request(`/api/v1${path}`, {
        method: 'POST',
        headers: { 'x-test-caller': caller, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as Answer };
    },
  };
}
