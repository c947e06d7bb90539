/** The routes of a cluster in the small town, asked as a viewer unless said. */
import { registerClusterRoutes } from '../../../src/console/routes/cluster.ts';
import type { VerdictLine } from '../../../src/contract/index.ts';
import { appForAnybody, as, type Person } from '../../support/console-caller.ts';
import { type ConsoleTown, consoleTown, TOWN_NOW } from '../../support/console-town.ts';

export interface TownPages extends ConsoleTown {
  readonly logged: unknown[];
  /** Moves when a test sets it. */
  readonly clock: { now: number };
  request(path: string, person?: Person, init?: RequestInit): Promise<Response>;
  /** The JSON of a panel of a cluster; throws what the answer says where it is no success. */
  panel<T>(cluster: string, path: string, person?: Person): Promise<T>;
}

export async function townPages(): Promise<TownPages> {
  const town = await consoleTown();
  const logged: unknown[] = [];
  const clock = { now: TOWN_NOW };
  const deps = { store: town.store, now: () => clock.now, log: (error: unknown) => logged.push(error) };
  const app = appForAnybody(deps, [registerClusterRoutes]);
  const request: TownPages['request'] = async (path, person = { role: 'viewer' }, init = {}) =>
    app.request(path, { ...init, headers: { ...as(person), ...init.headers } });
  return {
    ...town,
    logged,
    clock,
    request,
    async panel(cluster, path, person) {
      const response = await request(`/api/v1/clusters/${town.runId}/${cluster}${path}`, person);
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as never;
    },
  };
}

/** The army that fills comment sections: it has texts, edges and registrations. */
export function armyOf(verdicts: readonly VerdictLine[]): VerdictLine {
  const army = verdicts.find(({ patterns }) => patterns.includes('comment_control'));
  if (army === undefined) throw new Error('the town has no comment-control army');
  return army;
}
