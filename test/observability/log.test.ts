import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../src/contract/index.ts';
import { createLog, type LogOptions } from '../../src/observability/index.ts';

function record(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLog({ level: 'info', job: 'consume', destination, ...options });
  return { log, lines, entries: () => lines.map((line) => JSON.parse(line)) };
}

test('a message is one line of JSON with its time, level, job and facts', () => {
  const { log, lines, entries } = record();
  log.info('stored a batch', { rows: 5, text: 'two\nlines' });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1);
  expect(entries()[0]).toMatchObject({ level: 'info', job: 'consume', message: 'stored a batch', rows: 5 });
  expect(new Date(entries()[0].time).toISOString()).toBe(entries()[0].time);
});

test('lines below the level are not written', () => {
  const { log, entries } = record({ level: 'warn' });
  log.debug('no');
  log.info('no');
  log.warn('yes');
  log.error('yes');
  expect(entries().map(({ level }) => level)).toEqual(['warn', 'error']);
});

test('an error is written with its code, its advice and its causes; only bugs come with a stack', () => {
  const { log, entries } = record();
  const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  log.error('cannot go on', {
    error: new AppError('store-unreachable', 'storage: away', { cause, fix: 'start it' }),
  });
  const { error } = entries()[0];
  expect(error).toMatchObject({
    code: 'store-unreachable',
    fix: 'start it',
    cause: { code: 'ECONNREFUSED' },
  });
  expect(error.stack).toBeUndefined();
  expect(error.cause.stack).toContain('connect');
});

test('an error that is its own cause ends', () => {
  const { log, lines } = record();
  const error = new Error('round');
  error.cause = error;
  log.error('strange', { error });
  expect(lines).toHaveLength(1);
});

test('fields that are named for secrets are masked whatever they hold', () => {
  const { log, lines } = record();
  log.info('connecting', {
    password: 'hunter2',
    kafka: { sasl: { password: 'hunter2' } },
    a: { b: { token: 'hunter2' } },
  });
  expect(lines.join('')).not.toContain('hunter2');
});

/** Long enough not to turn up in a line by chance. */
const secretText = fc
  .string({
    minLength: 10,
    unit: fc.oneof(
      fc.constantFrom('"', '\\', '\n', '/', '@', '%'),
      fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
    ),
  })
  .filter((text) => /\D/u.test(text) && text.trim().length >= 10);

test('a known secret is never written, wherever and however it turns up', () => {
  fc.assert(
    fc.property(secretText, fc.boolean(), (secret, pretty) => {
      const { log, lines } = record({ secrets: [secret], pretty });
      const url = `https://user:${encodeURIComponent(secret.toWellFormed())}@host/`;
      const basic = Buffer.from(secret, 'utf8').toString('base64');
      log.info(`connected with ${secret}`, {
        secretly: secret,
        [secret]: 1,
        deep: [{ er: `x${secret}y` }],
        url,
        basic,
      });
      log.error('failed', { error: new Error(`refused ${secret}`, { cause: new Error(secret) }) });
      const written = lines.join('');
      const escaped = JSON.stringify(secret).slice(1, -1);
      for (const form of [secret, escaped, basic, encodeURIComponent(secret.toWellFormed())])
        expect(written).not.toContain(form);
      expect(lines).toHaveLength(2);
      expect(written).toContain('connected with ***');
    }),
  );
});

test('masking leaves everything else as it was', () => {
  const facts = { rows: 3, share: 0.25, none: null, list: [1, 'two', { three: true }] };
  const [plain, masked] = [record(), record({ secrets: ['correct horse battery staple'] })];
  plain.log.info('same', facts);
  masked.log.info('same', facts);
  const { time: _, ...before } = plain.entries()[0];
  const { time: __, ...after } = masked.entries()[0];
  expect(after).toEqual(before);
});

test('for people a line is short and plain', () => {
  const { log, lines } = record({ pretty: true });
  log.warn('store is slow', { seconds: 2.5, table: 'actions' });
  expect(lines[0]).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} warn {2}consume: store is slow seconds=2\.5 table=actions\n$/,
  );
});
