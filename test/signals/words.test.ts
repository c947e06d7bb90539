import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clock, duration, iso, percent, quote, visible } from '../../src/signals/index.ts';

describe('a quoted text', () => {
  const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

  test('holds no control, bidi or zero-width character and no line break, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(quote(text)).not.toMatch(unsafe);
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('\u202e', '\u2066', '\u200b', '\n', '\r', '\u2028', '\0', '\ud800', 'a')),
        (parts) => {
          expect(quote(parts.join(''))).not.toMatch(unsafe);
        },
      ),
    );
  });

  test('is cut to the length, in whole characters, with a sign that it was cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 1, max: 100 }),
        (text, length) => {
          const quoted = quote(text, length);
          expect([...quoted].length).toBeLessThanOrEqual(length + 1);
          if ([...quoted].length > length) expect(quoted.endsWith('…')).toBe(true);
        },
      ),
    );
    expect(quote('😀😀😀', 2)).toBe('😀😀…');
    expect(quote('😀😀', 2)).toBe('😀😀');
  });

  test('that is harmless and short stays as it is', () => {
    expect(quote('这家店的服务真的很不错, “really”!')).toBe('这家店的服务真的很不错, “really”!');
  });

  test('cannot turn the sentence around it', () => {
    expect(quote('evil\u202egnp.exe')).toBe('evil gnp.exe');
    expect(quote('\u202e\u2066\n')).toBe('');
  });
});

test.each([
  [0, '0 %'],
  [0.4215, '42 %'],
  [0.0999, '10 %'],
  [0.00012, '0.012 %'],
  [1, '100 %'],
])('%d is %s', (share, expected) => {
  expect(percent(share)).toBe(expected);
});

test.each([
  [0, '0 ms', '0 毫秒'],
  [999, '999 ms', '999 毫秒'],
  [45_000, '45 s', '45 秒'],
  [90 * 60_000, '90 min', '90 分钟'],
  [36 * 3_600_000, '36 h', '36 小时'],
  [72 * 3_600_000, '3 days', '3 天'],
])('%d ms are %s', (ms, en, zh) => {
  expect(duration(ms)).toEqual({ en, zh });
});

test('times are in UTC', () => {
  const at = Date.UTC(2026, 4, 2, 10, 0, 0, 120);
  expect(iso(at)).toBe('2026-05-02T10:00:00.120Z');
  expect(clock(at)).toBe('2026-05-02 10:00:00 UTC');
});

describe('a visible name', () => {
  test('shows what cannot be seen, and stays as it is otherwise', () => {
    expect(visible('张三 user_1')).toBe('张三 user_1');
    expect(visible('a\u202eb\u200b\u001b[31m\n')).toBe('a\\u{202e}b\\u{200b}\\u{1b}[31m\\u{a}');
    expect(visible('abcdef', 3)).toBe('abc…');
  });

  test('holds no control, bidi or invisible character, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(visible(name)).not.toMatch(
          /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u,
        );
      }),
    );
  });
});
