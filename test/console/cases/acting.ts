/** Asking the routes of cases, and others, as somebody: authentication is tested elsewhere. */
import type {
  AuditRow,
  Case,
  CasePage,
  HonestPage,
  Problem,
  Role,
} from '../../../src/console/contract/index.ts';
import { registerCaseRoutes } from '../../../src/console/routes/cases.ts';
import type { ConsoleDeps } from '../../../src/console/server/app.ts';
import type { Store } from '../../../src/storage/index.ts';
import { appForAnybody, as, type Registration } from '../../support/console-caller.ts';

/** Whatever a route answers; a test knows which of it is there. */
type Answer = Omit<Case, 'case_id'> & { case_id: string | null } & CasePage &
  HonestPage &
  Pick<Problem, 'code' | 'detail'> & { rows: AuditRow[]; appeal: number; measures: number };

export function actingApp(
  store: Store,
  now: () => number,
  more: Partial<ConsoleDeps> = {},
  routes: readonly Registration[] = [],
) {
  const app = appForAnybody({ store, now, log: console.error, ...more }, [registerCaseRoutes, ...routes]);
  /** `ann:analyst` is Ann, who is one. */
  const from = (caller: string): Record<string, string> => {
    const [user = '', role = 'viewer'] = caller.split(':');
    return as({ user, role: role as Role });
  };
  return {
    async get(caller: string, path: string) {
      const response = await app.request(`/api/v1${path}`, { headers: from(caller) });
      return { status: response.status, body: (await response.json()) as Answer };
    },
    async post(caller: string, path: string, body: unknown = {}) {
      const response = await app.request(`/api/v1${path}`, {
        method: 'POST',
        headers: { ...from(caller), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      // 204: done, and nothing to say.
      const said = response.status === 204 ? {} : await response.json();
      return { status: response.status, body: said as Answer };
    },
  };
}
