import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handleShape, handleStem, handleTemplate } from '../../src/text/index.ts';

describe('handleStem', () => {
  it.each([
    ['user8347221', 'user#7'],
    ['User0000001', 'user#7'],
    ['用户6839201', '用户#7'],
    ['Alice', 'alice'],
    ['ａｂ１２', 'ab#2'],
    ['use\u200br12', 'user#2'],
    ['', ''],
  ])('of %j is %j', (handle, stem) => {
    expect(handleStem(handle)).toBe(stem);
  });

  it('is the same for handles that differ in their digits only', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-zA-Z_]{1,10}$/),
        fc.integer({ min: 1000, max: 9999 }),
        fc.integer({ min: 1000, max: 9999 }),
        (letters, a, b) => {
          expect(handleStem(`${letters}${a}`)).toBe(handleStem(`${letters}${b}`));
          expect(handleStem(`${letters}${a}`)).not.toBe(handleStem(`${letters}x${a}`));
        },
      ),
    );
  });
});

describe('handleShape', () => {
  it.each([
    ['FaurnFlamebreaker', 'Aa3Aa9'],
    ['GoltigoreArashishak', 'Aa5Aa9'],
    ['Riley_Gerrard', 'Aa3_Aa5'],
    ['kx8f2j', 'a2#a#a'],
    ['user8347221', 'a3#5'],
    ['用户6839201', '字2#5'],
    ['', ''],
  ])('of %j is %j', (handle, shape) => {
    expect(handleShape(handle)).toBe(shape);
  });

  it('says nothing of which letters and digits they are', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-m]{3,4}[A-M][0-4]{5,8}$/), (handle) => {
        const other = [...handle]
          .map((c) => String.fromCharCode(c.charCodeAt(0) + (/\d/.test(c) ? 5 : 13)))
          .join('');
        expect(handleShape(other)).toBe(handleShape(handle));
      }),
    );
  });
});

describe('handleTemplate', () => {
  it('is the stem of a numbered handle and the letter pattern of any other', () => {
    expect(handleTemplate('user8347221')).toBe('user#7');
    expect(handleTemplate('FaurnFlamebreaker')).toBe('AaAa');
    expect(handleTemplate('thomas_baxter')).toBe('a_a');
  });
});
