import { describe, expect, test } from 'vitest';
import { parseStoreLocation } from '../../src/storage/index.ts';

describe('where a store is', () => {
  test.each([
    ['memory', { kind: 'memory' }],
    ['./memory', { kind: 'embedded', directory: './memory' }],
    ['data/breakwater', { kind: 'embedded', directory: 'data/breakwater' }],
    [' /var/lib/breakwater ', { kind: 'embedded', directory: '/var/lib/breakwater' }],
    ['C:\\data', { kind: 'embedded', directory: 'C:\\data' }],
    ['http://host:8123', { kind: 'server', url: 'http://host:8123' }],
    ['https://host:8443/', { kind: 'server', url: 'https://host:8443' }],
    ['HTTP://host:8123/bw', { kind: 'server', url: 'http://host:8123', database: 'bw' }],
    [
      'https://us%40er:p%2Fw%3A1@host:8443/my%20db',
      { kind: 'server', url: 'https://host:8443', username: 'us@er', password: 'p/w:1', database: 'my db' },
    ],
  ])('%s is read', (text, options) => {
    expect(parseStoreLocation(text)).toEqual(options);
  });

  test.each([
    '',
    '  ',
    'tcp://host:9000/db',
    'clickhouse://host',
    'http://host/a/b',
    'http://host/db?x=1',
    'http://:@',
  ])('%j is bad usage, with the ways that there are', (text) => {
    expect(() => parseStoreLocation(text)).toThrow(
      expect.objectContaining({
        code: 'bad-usage',
        fix: expect.stringContaining('http://user:password@host'),
      }),
    );
  });

  test('a password never stands in an error', () => {
    for (const text of [
      'http://u:secret@host/db?x=1',
      'http://u:secret@host:99999/',
      'tcp://u:secret@host/',
    ]) {
      expect(() => parseStoreLocation(text)).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining('secret') }),
      );
    }
  });
});
