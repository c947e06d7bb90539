import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalUrl, registrableDomain, urlsInText } from '../../src/traces/index.ts';

describe('canonicalUrl', () => {
  test.each([
    ['HTTP://WWW.Example.COM/a/', 'https://example.com/a'],
    ['https://m.example.com:443/a#part', 'https://example.com/a'],
    ['http://example.com:80', 'https://example.com'],
    ['http://example.com:8080/', 'https://example.com:8080'],
    ['https://example.com/a?b=2&a=1&utm_source=x&fbclid=y', 'https://example.com/a?a=1&b=2'],
    ['https://example.com/?spm=a.b&share_token=1&gclid=2&UTM_Medium=x', 'https://example.com'],
    ['https://user:secret@example.com/a', 'https://example.com/a'],
    ['  https://example.com/%E4%BD%A0 ', 'https://example.com/%E4%BD%A0'],
    ['https://例子.测试/路', 'https://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF'],
    ['https://www.com/a', 'https://www.com/a'],
  ])('%s is %s', (raw, expected) => {
    expect(canonicalUrl(raw)).toBe(expected);
  });

  test.each([
    '',
    'example.com',
    'mailto:a@example.com',
    'javascript:alert(1)',
    'ftp://example.com',
    'http://',
  ])('%j is no http(s) URL', (raw) => {
    expect(canonicalUrl(raw)).toBeNull();
    expect(registrableDomain(raw)).toBeNull();
  });

  test('a canonical URL is its own canonical URL', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = canonicalUrl(url);
        expect(once).not.toBeNull();
        expect(canonicalUrl(once ?? '')).toBe(once);
      }),
    );
  });

  test('the order of the query and tracking parameters change nothing', () => {
    const name = fc.stringMatching(/^[a-z]{1,5}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), fc.nat(), (names, turn) => {
        const pairs = names.map((key, i) => `x${key}=${i}`);
        const cut = turn % pairs.length;
        const turned = [...pairs.slice(cut), 'utm_campaign=z', ...pairs.slice(0, cut)];
        const base = 'https://example.com/p?';
        expect(canonicalUrl(base + turned.join('&'))).toBe(canonicalUrl(base + pairs.join('&')));
      }),
    );
  });
});

test.each([
  ['https://a.b.example.co.uk/x', 'example.co.uk'],
  ['http://www.example.com', 'example.com'],
  ['https://somebody.github.io/page', 'somebody.github.io'],
  ['http://203.0.113.7/x', '203.0.113.7'],
])('the registrable domain of %s is %s', (url, domain) => {
  expect(registrableDomain(url)).toBe(domain);
});

test.each([
  ['看这里https://t.example/abc，很好', ['https://t.example/abc']],
  ['看https://t.example/abc快来', ['https://t.example/abc']],
  ['(see http://example.com/a_(b)).', ['http://example.com/a_(b)']],
  ['two: https://a.example/1, https://b.example/2!', ['https://a.example/1', 'https://b.example/2']],
  ['no link, just 3://4', []],
])('links in %j', (text, links) => {
  expect(urlsInText(text)).toEqual(links);
});
