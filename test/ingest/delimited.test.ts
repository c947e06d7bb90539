import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutRecords } from '../../src/ingest/cut-records.ts';
import { csv, tsv } from '../../src/ingest/formats/delimited.ts';
import { inputsFromFlags } from '../../src/ingest/index.ts';
import { file, run, STDIN, stdinOf } from './helpers.ts';

const HEADER = 'event_id,account_id,action,target_id,occurred_at,text';
const TIME = '2026-05-02T10:00:00Z';

/** Texts of the actions that a CSV body gives, and its dead letters. */
async function ofCsv(body: string) {
  const input = { ...STDIN, format: 'csv' as const };
  const { tables, letters } = await run([input], { stdin: stdinOf(`${HEADER}\n${body}`) });
  return {
    texts: tables.actions?.map((row) => row.text),
    lines: tables.actions?.map((row) => Number(row.offset)),
    letters: letters.map(({ line, reason }) => [line, reason.replace(/ — .*/, '')]),
  };
}

describe('cells', () => {
  const cell = fc.oneof(
    fc.constantFrom('', 'a', '字', ' ', '"', ',', '\n', '\r\n', '""', 'NA', '\t'),
    fc.string(),
  );
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
    );
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const written = (text: string, always: boolean, delimiter: string) =>
    always || /["\r\n]/.test(text) || text.includes(delimiter) ? quoted(text) : text;

  test.each([
    ['csv', csv, ','],
    ['tsv', tsv, '\t'],
  ] as const)(
    '%s: whatever is written is read, cut anywhere, as csv-parse reads it',
    async (_, format, delimiter) => {
      await fc.assert(
        fc.asyncProperty(
          table,
          fc.boolean(),
          fc.boolean(),
          fc.integer({ min: 1, max: 40 }),
          async (rows, always, crlf, size) => {
            // A lone empty cell and a blank line look the same.
            const cells = rows.map((row) =>
              row.map((text, i) => (i === 0 && text.trim() === '' ? 'x' : text)),
            );
            const text = cells
              .map(
                (row) =>
                  row.map((value) => written(value, always, delimiter)).join(delimiter) +
                  (crlf ? '\r\n' : '\n'),
              )
              .join('');
            const bytes = Buffer.from(text);
            async function* pieces() {
              for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
            }
            const read: string[][] = [];
            for await (const run of cutRecords(pieces(), format, 16)) {
              if (run.kind !== 'records') throw new Error(run.record.dead.reason);
              for (let start = 0; start < run.bytes.length; ) {
                const end = format.endOfRecord(run.bytes, start, true);
                const record = format.cells(run.bytes.toString('utf8', start, end));
                if (!record.ok) throw new Error(record.reason);
                read.push(record.value);
                start = end + 1;
              }
            }
            const kept = Buffer.from(text).toString();
            expect(read).toEqual(parse(kept, { delimiter, record_delimiter: crlf ? '\r\n' : '\n' }));
          },
        ),
      );
    },
  );
});

describe('rows', () => {
  test('hold line breaks, delimiters and doubled quotes inside quotes', async () => {
    const body = `e1,u1,post,p1,${TIME},"first\nsecond, ""third"""\r\ne2,u1,post,p2,${TIME},plain\n`;
    expect(await ofCsv(body)).toEqual({
      texts: ['first\nsecond, "third"', 'plain'],
      lines: [2, 4],
      letters: [],
    });
  });

  test('of another width, or with text after a closing quote, are dead letters with their line', async () => {
    const body = `e1,u1,post,p1,${TIME},"a\nb"\ne2,u1,post\ne3,u1,post,p3,${TIME},"a"b\ne4,u1,post,p4,${TIME},5" disk\n`;
    expect(await ofCsv(body)).toEqual({
      texts: ['a\nb', '5" disk'],
      lines: [2, 6],
      letters: [
        [4, '3 columns where the header names 6'],
        [5, 'text follows a closing quote'],
      ],
    });
  });

  test('behind a quote that is never closed are still read', async () => {
    const body = `e1,u1,post,p1,${TIME},"open\ne2,u1,post,p2,${TIME},b\ne3,u1,post,p3,${TIME},c\n`;
    expect(await ofCsv(body)).toEqual({
      texts: ['b', 'c'],
      lines: [3, 4],
      letters: [[2, 'a cell opens a quote that is not closed within 1 MiB']],
    });
  });

  test('have no value where a cell is empty or NA', async () => {
    const body = `e1,u1,post,p1,${TIME},NA\n,u2,post,p2,${TIME},\nNA,u3,post,NA,${TIME},x\n`;
    const input = { ...STDIN, format: 'csv' as const };
    const { tables, letters } = await run([input], { stdin: stdinOf(`${HEADER}\n${body}`) });
    expect(tables.actions?.map((row) => [row.account_id, row.text])).toEqual([
      ['u1', ''],
      ['u2', ''],
    ]);
    expect(letters).toMatchObject([{ line: 4, reason: expect.stringMatching(/^target_id: missing/) }]);
  });

  test('keep ids as text, and turn numbers and truth values into what the contract wants', async () => {
    const input = await file(
      'a.csv',
      'account_id,followers,verified,handle\n00123,39.0,True,007\n9007199254740993,x,1,NA\n5,2,0,b\n',
    );
    const { tables, letters } = await run([{ ...input, set: { type: 'account' } }]);
    expect(tables.accounts).toMatchObject([
      { account_id: '00123', followers: 39n, verified: 1, handle: '007' },
      { account_id: '5', followers: 2n, verified: 0 },
    ]);
    expect(letters).toMatchObject([
      { line: 3, reason: expect.stringMatching(/^followers: expected a number, got string "x"/) },
    ]);
  });

  test('of a table with a column for a field inside an object fill it', async () => {
    const input = await file('a.tsv', 'account_id\tregistration.ip\tua\nu1\t203.0.113.7\tMozilla "5.0"\n');
    const mapping = {
      map: { 'registration.user_agent': 'ua' },
      set: { type: 'account', 'registration.channel': 'app' },
    };
    const { tables } = await run([{ ...input, ...mapping }]);
    expect(tables.accounts).toMatchObject([{ reg_user_agent: 'Mozilla "5.0"', reg_channel: 'app' }]);
    expect(tables.accounts?.[0]?.reg_ip).not.toBeNull();
    expect(tables.accounts?.[0]?.reg_device).toBeNull();
  });
});

describe('a header', () => {
  const refused = async (content: string | Uint8Array, flags: { map?: string[]; set?: string[] } = {}) => {
    const written = await file('t.csv', content);
    const [input] = inputsFromFlags({ files: [written.path], ...flags });
    await expect(run(input === undefined ? [] : [{ ...input, name: 't.csv' }])).rejects.toMatchObject({
      code: 'bad-input',
    });
    return run(input === undefined ? [] : [{ ...input, name: 't.csv' }]).catch(
      (error: Error & { fix: string }) => `${error.message}; ${error.fix}`,
    );
  };

  test('without a mapped column is refused with its columns', async () => {
    expect(
      await refused('account,repository,at\n', { map: ['target_id=repostory'], set: ['action=like'] }),
    ).toBe(
      'ingest/read-header: t.csv: no column "repostory" for target_id; its columns are account, repository, at — did you mean "repository"?',
    );
  });

  test('without a required field is refused', async () => {
    expect(await refused('account_id,target_id\n', { set: ['action=like'] })).toMatch(
      /no column for occurred_at.*--map occurred_at=COLUMN/,
    );
  });

  test('that does not tell the type is refused', async () => {
    expect(await refused('account_id,handle\n')).toMatch(
      /no column says what type.*columns are account_id, handle; .*--set type=account/,
    );
  });

  test('that is written in another way is refused with what to do', async () => {
    expect(await refused('account_id;target_id;action\n')).toMatch(/separate its columns with commas/);
    expect(await refused('Account_ID,target_id\n')).toMatch(/--map account_id=Account_ID/);
  });

  test('with one name twice is refused when it is used', async () => {
    expect(await refused('account_id,account_id\n', { set: ['type=account'] })).toMatch(
      /two columns are named "account_id"/,
    );
  });

  test('behind a byte order mark is read; an empty table has no rows', async () => {
    const input = await file('t.csv', '\ufeffaccount_id,handle\r\nu1,a\r\n');
    const { result, tables } = await run([{ ...input, set: { type: 'account' } }]);
    expect(result.accounts).toBe(1);
    expect(tables.accounts?.[0]?.account_id).toBe('u1');
    const empty = await file('t.csv', 'account_id,handle\n');
    expect((await run([{ ...empty, set: { type: 'account' } }])).result).toMatchObject({
      lines: 0,
      events: 0,
    });
  });
});
