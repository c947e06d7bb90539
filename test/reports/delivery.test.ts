/** Delivery to a folder, to a mail server and to S3-compatible storage, all on loopback: once, whatever happens. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliverReport, missedWeeks } from '../../src/reports/delivery/deliver-week.ts';
import { folderOutlet, mailOutlet, type ReportOutlet, s3Outlet } from '../../src/reports/delivery/outlets.ts';
import type { Report } from '../../src/reports/weekly/make-report.ts';
import { parseWeek, weekBefore } from '../../src/reports/weekly/week.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';

const week = parseWeek('2026-W20');
const report: Report = {
  week,
  files: new Map<string, string | Uint8Array>([
    ['report.en.html', '<p>周报</p>'],
    ['report.en.md', '# weekly'],
    ['report.json', '{}'],
    ['figures.csv', 'id\r\n'],
    ['report.en.pdf', new Uint8Array([0x25, 0x50, 0x44, 0x46])],
  ]),
};
let store: Store;
let directory: string;
const ends: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  store = await openStore({ kind: 'memory' });
  await migrate(store, { now: Date.now });
  directory = await mkdtemp(join(tmpdir(), 'breakwater-delivery-'));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await store.close();
  await rm(directory, { recursive: true });
});
const deliver = (...outlets: readonly ReportOutlet[]) => deliverReport(store, report, outlets, Date.now);
const outcomes = async (...outlets: readonly ReportOutlet[]) =>
  (await deliver(...outlets)).map(({ outcome }) => outcome);

async function mailServer() {
  const mails: string[] = [];
  const state = { refuse: false };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _, done) {
      let text = '';
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.on('end', () => {
        if (state.refuse) return done(new Error('not now'));
        mails.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  ends.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  const outlet = mailOutlet({
    host: '127.0.0.1',
    port,
    secure: false,
    from: 'breakwater@example.com',
    to: ['ann@example.com', 'ben@example.com'],
  });
  return { mails, state, outlet };
}

/** What a storage that speaks S3 keeps: bodies by path; asks for a signature of the key. */
async function storage() {
  const objects = new Map<string, { body: Buffer; type: string }>();
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const isSigned = /Credential=key\//.test(request.headers.authorization ?? '');
    if (request.method !== 'PUT' || !isSigned) return void response.writeHead(403).end();
    objects.set(new URL(request.url ?? '/', 'http://x').pathname, {
      body: Buffer.concat(chunks),
      type: request.headers['content-type'] ?? '',
    });
    response.writeHead(200, { etag: '"x"' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const outlet = s3Outlet({
    bucket: 'reports',
    prefix: 'breakwater',
    region: 'us-east-1',
    endpoint,
    accessKeyId: 'key',
    secretAccessKey: 'secret',
  });
  return { objects, outlet };
}

test('a folder for the week, whole', async () => {
  const outlet = folderOutlet(join(directory, 'reports'));
  expect(await outcomes(outlet)).toEqual(['delivered']);
  expect((await readdir(join(directory, 'reports', '2026-W20'))).sort()).toEqual(
    [...report.files.keys()].sort(),
  );
  expect(await readdir(join(directory, 'reports'))).toEqual(['2026-W20']);
  expect(await readFile(join(directory, 'reports', '2026-W20', 'report.en.html'), 'utf8')).toBe(
    '<p>周报</p>',
  );
});

test('one mail with pages and figures attached', async () => {
  const { mails, outlet } = await mailServer();
  expect(await outcomes(outlet)).toEqual(['delivered']);
  const [mail = ''] = mails;
  expect(mails).toHaveLength(1);
  expect(mail).toMatch(/^Subject: Breakwater 2026-W20/m);
  expect(mail).toMatch(/^To: ann@example.com, ben@example.com/m);
  expect(mail).toContain('Message-ID: <weekly-2026-W20@breakwater>');
  for (const name of ['report.en.html', 'report.json', 'report.en.pdf'])
    expect(mail).toContain(`filename=${name}`);
  expect(mail).not.toContain('figures.csv');
});

test('an object for each file in S3-compatible storage', async () => {
  const { objects, outlet } = await storage();
  expect(await outcomes(outlet)).toEqual(['delivered']);
  expect([...objects.keys()].sort()).toEqual(
    [...report.files.keys()].map((name) => `/reports/breakwater/2026-W20/${name}`).sort(),
  );
  expect(objects.get('/reports/breakwater/2026-W20/report.en.html')).toMatchObject({
    type: 'text/html; charset=utf-8',
  });
  expect(objects.get('/reports/breakwater/2026-W20/report.en.pdf')?.body.toString()).toBe('%PDF');
});

test('run twice it sends once; run three times at once, too', async () => {
  const { mails, outlet } = await mailServer();
  const all = (await Promise.all([outcomes(outlet), outcomes(outlet), outcomes(outlet)])).flat();
  expect(all.filter((outcome) => outcome === 'delivered')).toHaveLength(1);
  expect(await outcomes(outlet)).toEqual(['had it']);
  expect(mails).toHaveLength(1);
});

test('a server that refuses keeps nobody else from theirs, and gets it the next time', async () => {
  const { mails, state, outlet } = await mailServer();
  const folder = folderOutlet(join(directory, 'reports'));
  state.refuse = true;
  expect(await outcomes(outlet, folder)).toEqual(['failed', 'delivered']);
  state.refuse = false;
  expect(await outcomes(outlet, folder)).toEqual(['delivered', 'had it']);
  expect(mails).toHaveLength(1);
});

test('a process that died over it is waited for, for an hour', async () => {
  const outlet = folderOutlet(join(directory, 'reports'));
  const claim = {
    name: `report 2026-W20 ${outlet.name}`,
    number: 1,
    holder: 'dead',
    value: String(Date.now()),
  };
  await store.insertRows('claims', [claim]);
  expect(await outcomes(outlet)).toEqual(['busy']);
  const later = await deliverReport(store, report, [outlet], () => Date.now() + 3_600_001);
  expect(later.map(({ outcome }) => outcome)).toEqual(['delivered']);
});

test('a missed week is caught up, one that was never begun with is not', async () => {
  const outlet = folderOutlet(join(directory, 'reports'));
  const now = week.to + 1_000;
  const missed = async (at: number) => (await missedWeeks(store, [outlet], at)).map(({ id }) => id);
  expect(await missed(now)).toEqual(['2026-W20']);
  await deliver(outlet);
  expect(await missed(now)).toEqual([]);
  expect(await missed(now + 7 * 86_400_000)).toEqual(['2026-W21']);
  expect(await missed(now + 21 * 86_400_000)).toEqual(['2026-W21', '2026-W22', '2026-W23']);
  // Half a year later nobody wants all of it.
  expect(await missed(now + 182 * 86_400_000)).toHaveLength(4);
  expect(weekBefore(week).id).toBe('2026-W19');
});
