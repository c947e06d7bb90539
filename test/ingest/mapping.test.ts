import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InputSpec, inputsFromFlags, readInputsFile } from '../../src/ingest/index.ts';
import { file, run, temporary } from './helpers.ts';

async function mapped(
  name: string,
  content: string,
  flags: { format?: string; map?: string[]; set?: string[] },
) {
  const { path } = await file(name, content);
  return run(inputsFromFlags({ files: [path], ...flags }));
}

test('--format coortweet takes its four columns as reposts', async () => {
  const content =
    '"object_id","account_id","content_id","timestamp_share"\n"o1","a1","c1",1623881091\n"o2","a1","c1",1623881092\n';
  const { tables, result } = await mapped('shares.csv', content, { format: 'coortweet' });
  expect(tables.actions).toMatchObject([
    { action: 'repost', account_id: 'a1', target_id: 'o1', occurred_at: 1_623_881_091_000 },
    { action: 'repost', account_id: 'a1', target_id: 'o2', occurred_at: 1_623_881_092_000 },
  ]);
  // One content may share two objects: both shares count.
  expect(new Set(tables.actions?.map((row) => row.event_id)).size).toBe(2);
  expect(result.inputs[0]?.times).toBe('epoch seconds');
});

test('NDJSON fields are mapped by dotted paths; one text makes a list; the type is told by the action', async () => {
  const row = {
    who: { id: 'u1' },
    'a.b': 'p1',
    when: '1623881091',
    link: 'https://www.example.com/?utm_source=x',
    text: 'x',
  };
  const { tables, letters } = await mapped('x.jsonl', JSON.stringify(row), {
    map: [
      'account_id=who.id',
      'target_id=a.b',
      'occurred_at=when',
      'urls=link',
      'client.ip=who.ip',
      'text=none',
    ],
    set: ['action=share'],
  });
  expect(letters).toEqual([]);
  expect(tables.actions).toMatchObject([
    {
      account_id: 'u1',
      target_id: 'p1',
      urls: ['https://example.com'],
      url_domains: ['example.com'],
      ip: 0n,
      text: '',
    },
  ]);
});

test('a number that is mapped to an id becomes its digits, and is refused where digits were lost', async () => {
  const row = (id: string) => `{"mid":${id},"account_id":"a","occurred_at":1623881091}\n`;
  const flags = { map: ['target_id=mid'], set: ['action=like'] };
  const { tables, letters } = await mapped(
    'x.ndjson',
    row('9007199254740991') + row('9007199254740993') + row('1.5'),
    flags,
  );
  expect(tables.actions).toMatchObject([{ target_id: '9007199254740991' }]);
  expect(letters.map(({ reason }) => reason.slice(0, 39))).toEqual([
    'target_id: expected a string, got numbe',
    'target_id: expected a string, got numbe',
  ]);
});

test('a number where an id should be is a bad line when nothing maps it', async () => {
  const { letters } = await mapped(
    'x.ndjson',
    '{"target_id":1,"account_id":"a","action":"like","occurred_at":1623881091}',
    {},
  );
  expect(letters).toMatchObject([
    { reason: expect.stringMatching(/^target_id: expected a string, got number 1 — quote ids/) },
  ]);
});

test('a path through a list gives what its items have there', async () => {
  const tweet = {
    user: { id_str: '7' },
    id_str: '9',
    created_at: 'Sat May 02 10:00:05 +0000 2026',
    entities: { hashtags: [{ text: 'a' }, { text: 'b' }], urls: [{ expanded_url: 'https://x.test/1' }, {}] },
  };
  const { tables, letters } = await mapped('x.ndjson', JSON.stringify(tweet), {
    map: [
      'account_id=user.id_str',
      'target_id=id_str',
      'occurred_at=created_at',
      'topics=entities.hashtags.text',
      'urls=entities.urls.expanded_url',
    ],
    set: ['action=post'],
  });
  expect(letters).toEqual([]);
  expect(tables.actions).toMatchObject([
    { topics: ['a', 'b'], urls: ['https://x.test/1'], occurred_at: Date.UTC(2026, 4, 2, 10, 0, 5) },
  ]);
});

test('a field of the same name that is another thing is left out by an empty mapping, as the bad line says', async () => {
  const post =
    '{"account_id":"a","target_id":"p","occurred_at":1623881091,"media":{"oembed":1},"client":"web","text":"x"}';
  const flags = { set: ['action=post'] };
  const { letters } = await mapped('x.ndjson', post, flags);
  expect(letters).toMatchObject([{ reason: expect.stringContaining('leave it out: --map media=') }]);
  const { result, tables } = await mapped('x.ndjson', post, { ...flags, map: ['media=', 'client='] });
  expect(result.deadLetters).toBe(0);
  expect(tables.actions).toMatchObject([{ text: 'x' }]);
  const table = await mapped('x.csv', 'account_id,target_id,occurred_at,text\na,p,1623881091,x\n', {
    ...flags,
    map: ['text='],
  });
  expect(table.tables.actions).toMatchObject([{ text: '' }]);
});

test('a cell with a JSON list is a list, any other cell a list of one', async () => {
  const csv = 'account_id,target_id,occurred_at,topics\na,p,1623881091,"[""x"",""y""]"\na,q,1623881091,[z\n';
  const { tables } = await mapped('x.csv', csv, { set: ['action=post'] });
  expect(tables.actions).toMatchObject([{ topics: ['x', 'y'] }, { topics: ['[z'] }]);
});

describe('an id made from the row', () => {
  const ids = async (name: string, content: string, set = ['action=like']) => {
    const { tables } = await mapped(name, content, { map: ['target_id=repo'], set });
    return tables.actions?.map((row) => row.event_id);
  };
  const TIME = '2026-05-02T10:00:00Z';

  test('is the same in another file, another order of columns and another format', async () => {
    const [csv] = (await ids('a.csv', `account_id,repo,occurred_at,note\nu1,r1,${TIME},n\n`)) ?? [];
    const [turned] =
      (await ids('b.csv', `note,occurred_at,repo,account_id,empty\nn,${TIME},r1,u1,NA\n`)) ?? [];
    const [json] =
      (await ids(
        'c.ndjson',
        JSON.stringify({ repo: 'r1', note: 'n', occurred_at: TIME, account_id: 'u1', x: null }),
      )) ?? [];
    expect(csv).toMatch(/^row-[0-9a-f]{32}$/);
    expect([turned, json]).toEqual([csv, csv]);
  });

  test('differs when any field differs, mapped, set or unknown', async () => {
    const rows = `account_id,repo,occurred_at,note\nu1,r1,${TIME},n\nu1,r1,${TIME},m\nu2,r1,${TIME},n\nu1,r1,${TIME},n\n`;
    const likes = (await ids('a.csv', rows)) ?? [];
    const votes = (await ids('a.csv', rows, ['action=vote'])) ?? [];
    expect(new Set([...likes, ...votes]).size).toBe(6);
    expect(likes[3]).toBe(likes[0]);
  });
});

test('rows in any order and in any number of files make the same rows', async () => {
  const lines = Array.from({ length: 30 }, (_, i) => `u${i % 7},p${i % 3},162388109${i % 10}`);
  const stored = async (parts: readonly (readonly string[])[]) => {
    const inputs: InputSpec[] = [];
    for (const part of parts) {
      const { path } = await file('x.csv', `account_id,target_id,occurred_at\n${part.join('\n')}`);
      inputs.push(...inputsFromFlags({ files: [path], set: ['action=like'] }));
    }
    const { tables } = await run(inputs, { workers: 1, runBytes: 64 });
    return tables.actions
      ?.map(({ source, partition, offset, ...row }) =>
        JSON.stringify(row, (_, v) => (typeof v === 'bigint' ? `${v}` : v)),
      )
      .sort();
  };
  const whole = await stored([lines]);
  expect(whole).toHaveLength(30);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(lines, { minLength: 30 }),
      fc.integer({ min: 0, max: 30 }),
      async (mixed, cut) => {
        expect(await stored([mixed.slice(0, cut), mixed.slice(cut)])).toEqual(whole);
      },
    ),
    { numRuns: 3 },
  );
});

describe('flags', () => {
  test.each([
    [{ map: ['target=repo'] }, /map names no field "target"/, /did you mean "target_id"\?/],
    [{ set: ['acton=like'] }, /set names no field "acton"/, /did you mean "action"\?/],
    [{ map: ['target_id'] }, /--map "target_id" is no FIELD=VALUE/, /write --map/],
    [{ format: 'coortwet' }, /unknown format "coortwet"/, /did you mean "coortweet"\?/],
  ])('%j', (flags, message, fix) => {
    expect(() => inputsFromFlags({ files: ['x'], ...flags })).toThrow(
      expect.objectContaining({
        code: 'bad-usage',
        message: expect.stringMatching(message),
        fix: expect.stringMatching(fix),
      }),
    );
  });
});

describe('--inputs', () => {
  const read = async (yaml: string) => {
    const path = join(await temporary(), 'inputs.yaml');
    await writeFile(path, yaml);
    return readInputsFile(path);
  };

  test('lists files relative to the YAML, one of them twice', async () => {
    const directory = await temporary();
    await writeFile(
      join(directory, 'stars.csv'),
      'account,repo,starred_at,account_created_at\nu1,r1,2026-05-02T10:00:00Z,2020-01-01\n,r1,x,y\n',
    );
    await writeFile(
      join(directory, 'inputs.yaml'),
      `inputs:
  - file: stars.csv
    map: {account_id: account, target_id: repo, occurred_at: starred_at}
    set: {type: action, action: like}
  - file: stars.csv
    map: {account_id: account, registered_at: account_created_at}
    set: {type: account, verified: true}
`,
    );
    const inputs = await readInputsFile(join(directory, 'inputs.yaml'));
    const { result, letters, tables } = await run(inputs);
    expect(result).toMatchObject({ lines: 4, events: 2, actions: 1, accounts: 1, deadLetters: 2 });
    expect(letters.map(({ source, line }) => `${source}:${line}`)).toEqual(['stars.csv:3', 'stars.csv:3']);
    // The store tells the two listings apart.
    expect(tables.dead_letters?.map((row) => row.partition)).toEqual([0, 1]);
    expect(tables.accounts).toMatchObject([{ registered_at: Date.UTC(2020, 0, 1), verified: 1 }]);
  });

  test.each([
    ['input: []', /top level: unknown key "input"/, /did you mean "inputs"\?/],
    ['inputs: []', /inputs: /, /list of/],
    ['inputs:\n  - fil: a.csv', /inputs\[0\](?:\.file)?: /, /./],
    ['inputs:\n  - file: a.csv\n    maps: {}', /inputs\[0\]: unknown key "maps"/, /did you mean "map"\?/],
    ['inputs:\n  - file: a.csv\n    map: {target_id: 7}', /inputs\[0\]\.map\.target_id: /, /./],
    ['inputs:\n  - {file: a', /inputs\.yaml: /, /mend the YAML/],
  ])('%j is refused', async (yaml, message, fix) => {
    await expect(read(yaml)).rejects.toMatchObject({
      code: 'bad-config',
      message: expect.stringMatching(message),
      fix: expect.stringMatching(fix),
    });
  });

  test('with a field that does not exist is refused', async () => {
    await expect(read('inputs:\n  - file: a.csv\n    map: {taget_id: x}')).rejects.toMatchObject({
      code: 'bad-usage',
      message: expect.stringMatching(/inputs\[0\]: map names no field "taget_id"/),
    });
  });

  test('that does not exist is missing', async () => {
    await expect(readInputsFile('no-such.yaml')).rejects.toMatchObject({ code: 'input-missing' });
  });
});
