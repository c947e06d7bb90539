import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineParams, quoteName, quoteText, splitStatements } from '../../src/storage/sql-text.ts';

const textsOf = (sql: string) => splitStatements(sql).map(({ text }) => text);

describe('splitting an SQL file', () => {
  test('cuts at semicolons and drops comments and empty statements', () => {
    const sql = '-- a; b\nSELECT 1; /* c; */\n;SELECT -- it\'s\n 2 /* "d */ + 3;\n-- the end';
    expect(textsOf(sql)).toEqual(['SELECT 1', 'SELECT  \n 2   + 3']);
  });

  test('does not cut, and finds no comment, in quoted text and names', () => {
    const statements = [
      "SELECT 'a;b -- c'",
      "SELECT 'it''s; /* no */'",
      "SELECT 'it\\'s; -- no'",
      'SELECT 1 AS "a;b"',
      'SELECT 1 AS `a;--b`',
    ];
    expect(textsOf(statements.join(';\n'))).toEqual(statements);
  });

  test('finds the condition of a statement above it, and of no other', () => {
    const sql =
      "CREATE a;\n-- why\n-- while: SELECT 1 WHERE b = ';'\nEXCHANGE a AND b;\nSELECT '-- while: no'";
    expect(splitStatements(sql)).toEqual([
      { text: 'CREATE a', condition: null },
      { text: 'EXCHANGE a AND b', condition: "SELECT 1 WHERE b = ';'" },
      { text: "SELECT '-- while: no'", condition: null },
    ]);
  });

  test('gives back any quoted text and name as one statement', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("'", '\\', ';', '-', '`', '"', '\n', '/', '*', 'a') }),
        (text) => {
          const statement = `SELECT ${quoteText(text)} AS ${quoteName(text)}, 1`;
          expect(textsOf(`${statement};${statement}`)).toEqual([statement, statement]);
        },
      ),
    );
  });
});

describe('a query with its parameters written into it', () => {
  test('holds texts, numbers and lists, and leaves alone what was not given', () => {
    const sql = 'SELECT {a:String}, {b:Int64}, {c:Array(String)}, {d:String}';
    const params = { a: "it's", b: 5, c: ['x', '{b:Int64}'] };
    expect(inlineParams(sql, params)).toBe("SELECT 'it\\'s', 5, ['x', '{b:Int64}'], {d:String}");
  });

  test('holds the bytes of what a terminal would obey or hide', () => {
    expect(inlineParams('{a:String}', { a: '\u001b[2J\u202e' })).toBe("'\\x1b[2J\\xe2\\x80\\xae'");
  });
});
