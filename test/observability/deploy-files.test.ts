/** The files of the installation, checked by reading: no container engine is needed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSettings } from '../../src/config/index.ts';
import {
  createMetrics,
  METRICS,
  type MetricDefinition,
  PROCESS_METRICS,
} from '../../src/observability/index.ts';

const ROOT = join(import.meta.dirname, '../..');
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Service {
  readonly image?: string;
  readonly build?: unknown;
  readonly user?: string;
  readonly privileged?: boolean;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
  readonly command?: string | readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy?: { readonly resources: { readonly limits: Readonly<Record<string, string | number>> } };
}

const compose: {
  services: Readonly<Record<string, Service>>;
  volumes: Readonly<Record<string, unknown>>;
  networks: Readonly<Record<string, unknown>>;
} = parse(text('docker-compose.yml'), { merge: true, maxAliasCount: 1_000 });
const services = Object.entries(compose.services);
const isOnce = ({ restart }: Service) => restart?.startsWith('on-failure') === true;

test('every image is pinned to a version, and one image has one version', () => {
  const versions = new Map<string, string>();
  const images = [
    ...services.map(([, { image }]) => image ?? ''),
    ...text('Dockerfile').matchAll(/^FROM (\S+)/gm),
  ].map((image) => (typeof image === 'string' ? image : (image[1] ?? '')));
  for (const image of images) {
    const [, name = '', version = ''] = /^([a-z/-]+):v?(\d+\.\d+\.\d+[a-z0-9.-]*)$/.exec(image) ?? [];
    expect(version, image).not.toBe('');
    expect(versions.get(name) ?? version, name).toBe(version);
    versions.set(name, version);
  }
});

test('the image runs the Node that the project is tested with, and is named for the project’s version', () => {
  const lock = JSON.parse(text('package-lock.json'));
  expect(text('Dockerfile')).toContain(`FROM node:${lock.packages['node_modules/node'].version}-`);
  const own = services.filter(([, { build }]) => build !== undefined).map(([, { image }]) => image);
  expect(new Set(own)).toEqual(new Set([`breakwater:${lock.version}`]));
});

test.each(services)('%s is confined', (_, service) => {
  expect(service.user).toMatch(/^[1-9]\d*:\d+$/);
  expect(service.privileged).toBeUndefined();
  expect(service.cap_drop).toEqual(['ALL']);
  expect(service.cap_add).toBeUndefined();
  expect(service.security_opt).toContain('no-new-privileges:true');
  expect(Object.keys(service.deploy?.resources.limits ?? {}).sort()).toEqual(['cpus', 'memory', 'pids']);
  for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  if (service.build !== undefined) expect(service.read_only).toBe(true);
});

test.each(services)('%s is healthy by a check, or ends by itself', (_, service) => {
  if (isOnce(service)) expect(service.healthcheck?.disable ?? true).toBe(true);
  else {
    expect(service.restart).toBe('unless-stopped');
    expect(service.healthcheck?.test?.[0]).toBe('CMD');
  }
});

test.each(services)('%s waits for the right thing of what it depends on', (_, { depends_on = {} }) => {
  for (const [name, { condition }] of Object.entries(depends_on)) {
    const other = compose.services[name];
    if (other === undefined) throw new Error(`there is no service ${name}`);
    const wanted = isOnce(other)
      ? ['service_completed_successfully']
      : ['service_healthy', 'service_started'];
    expect(wanted).toContain(condition);
  }
});

test('volumes and networks are declared, used, and what is mounted from here exists', () => {
  const used = new Set<string>();
  for (const [name, { volumes = [], networks = [], network_mode }] of services) {
    expect(networks.length > 0 || network_mode === 'none', name).toBe(true);
    for (const network of networks) expect(compose.networks, name).toHaveProperty(network);
    for (const volume of volumes) {
      const [source = '', , mode] = volume.split(':');
      if (source.startsWith('./')) {
        expect(existsSync(join(ROOT, source)), source).toBe(true);
        expect(mode).toBe('ro');
      } else used.add(source);
    }
  }
  expect([...used].sort()).toEqual(Object.keys(compose.volumes).sort());
});

test('no secret stands in the files: services take them from the volume of keys', () => {
  for (const [name, { environment = {} }] of services)
    for (const [variable, value] of Object.entries(environment))
      if (/PASSWORD|SECRET|TOKEN/i.test(variable)) {
        expect(variable, name).toMatch(/_FILE$/);
        expect(value, name).toMatch(/^\/keys\//);
      }
});

test('what services start exists', () => {
  for (const [name, { entrypoint = [] }] of services)
    for (const word of entrypoint)
      if (/\.(ts|js)$/.test(word)) expect(existsSync(join(ROOT, word)), `${name}: ${word}`).toBe(true);
});

test('the settings of the installation are in order, and all secrets in them come from the volume', async () => {
  const settings = await readSettings({ file: join(ROOT, 'deploy/settings.yaml'), env: {} });
  const made = [...text('deploy/make-keys.js').matchAll(/^ {2}'([\w.-]+)':/gm)].map(
    ([, name]) => `/keys/${name}`,
  );
  const named = text('docker-compose.yml').match(/\/keys\/[\w.-]+/g) ?? [];
  for (const source of [settings.store.password, settings.pseudonymKey, ...named.map((file) => ({ file }))])
    expect(made).toContain(source !== undefined && 'file' in source ? source.file : source);
  const topics = Object.values(settings.kafka.topics);
  const created = [...text('docker-compose.yml').matchAll(/^ +create (\S+) \d+ \d+$/gm)].map(
    ([, topic]) => topic,
  );
  expect(created.sort()).toEqual(topics.sort());
});

test('only what the image needs is sent to the builder', () => {
  const allowed = text('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'));
  for (const [, sources = ''] of text('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm))
    for (const source of sources.split(' '))
      expect(
        allowed.some((line) => line.slice(1) === source || line.startsWith(`!${source}/`)),
        source,
      ).toBe(true);
  expect(text('.dockerignore')).toMatch(/^\*$/m);
});

/** Of every query: the names that stand where PromQL wants a metric. */
function metricsOf(expression: string): readonly string[] {
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, '')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, '');
  const words = bare.match(/[a-zA-Z_:][\w:]*(?!\w)(?!\s*\()/g) ?? [];
  const keywords = ['and', 'or', 'unless', 'by', 'offset', 'bool'];
  return words.filter((word) => !keywords.includes(word) && !/^\d|^[smhdwy]$|^e\d+$/.test(word));
}

const alerts: { groups: readonly { rules: readonly AlertRule[] }[] } = parse(
  text('deploy/prometheus/alerts.yml'),
);
interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}
const rules = alerts.groups.flatMap((group) => group.rules);

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}
const dashboards = readdirSync(join(ROOT, 'deploy/grafana/dashboards')).map(
  (name): { panels: readonly Panel[]; uid: string } => JSON.parse(text(`deploy/grafana/dashboards/${name}`)),
);

const queries = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboards.flatMap(({ panels }) =>
    panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
  ),
];

test('names are found in a query where a metric stands, and nowhere else', () => {
  expect(
    metricsOf(
      'sum by (le, x) (rate(a_bucket{b="c_d"}[5m] offset 1h)) / clamp_min(e_total, 1e3) > 3 and f == 2',
    ),
  ).toEqual(['a_bucket', 'e_total', 'f']);
});

test('every metric of the alerts and dashboards is served', () => {
  const known = new Set(['up', ...PROCESS_METRICS]);
  for (const { name, type } of Object.values<MetricDefinition>(METRICS))
    for (const suffix of type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''])
      known.add(name + suffix);
  for (const [title, expr] of queries) {
    const named = metricsOf(expr);
    expect(named.length, title).toBeGreaterThan(0);
    for (const name of named) expect(known.has(name), `${title}: ${name}`).toBe(true);
  }
  const served = createMetrics().names();
  for (const name of PROCESS_METRICS) expect(served).toContain(name);
});

test('labels of queries are labels of their metrics', () => {
  const labels = new Map(Object.values<MetricDefinition>(METRICS).map(({ name, labels: of }) => [name, of]));
  for (const [title, expr] of queries)
    for (const [, name = '', matchers = ''] of expr.matchAll(/(\w+)\{([^}]*)\}/g)) {
      const known = labels.get(name.replace(/_(bucket|sum|count)$/, '')) ?? [];
      for (const [, label] of matchers.matchAll(/(\w+)\s*[=!]/g))
        expect([...known, 'job', 'le'], title).toContain(label);
    }
});

test('every metric of ours is watched by an alert or a panel', () => {
  const watched = new Set(queries.flatMap(([, expr]) => metricsOf(expr)));
  for (const { name, type } of Object.values<MetricDefinition>(METRICS)) {
    const names = type === 'histogram' ? [`${name}_bucket`, `${name}_count`] : [name];
    expect(
      names.some((one) => watched.has(one)),
      name,
    ).toBe(true);
  }
});

test('every alert has a name of its own, a severity, a summary and a section in the operations manual', () => {
  const manual = text('docs/operations.md');
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { alert, labels, annotations, for: wait } of rules) {
    expect(['page', 'warn']).toContain(labels.severity);
    expect(annotations.summary).toBeTruthy();
    expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
    expect(manual).toContain(`### ${alert}\n`);
    if (wait !== undefined) expect(wait).toMatch(/^\d+[smh]$/);
  }
  const sections = [...manual.matchAll(/^### (Breakwater\w+)$/gm)].map(([, name]) => name);
  expect(sections.sort()).toEqual(rules.map(({ alert }) => alert).sort());
});

test('panels of a dashboard do not lie on one another', () => {
  for (const { panels } of dashboards) {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const taken = new Set<string>();
    for (const { gridPos, title } of panels)
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x},${y}`), title).toBe(false);
          expect(x, title).toBeLessThan(24);
          taken.add(`${x},${y}`);
        }
  }
});

test('Prometheus scrapes the services that serve metrics, on their port', async () => {
  const { scrape_configs } = parse(text('deploy/prometheus/prometheus.yml'));
  const { http } = await readSettings({ file: join(ROOT, 'deploy/settings.yaml'), env: {} });
  for (const { job_name, dns_sd_configs } of scrape_configs) {
    const [{ names, port }] = dns_sd_configs;
    expect(job_name).toBe(`breakwater-${names[0]}`);
    expect(Object.keys(compose.services)).toContain(names[0]);
    expect(port).toBe(http.port);
  }
});
