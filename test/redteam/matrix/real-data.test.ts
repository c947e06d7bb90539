import { expect, test } from 'vitest';
import { runRealData } from '../../../src/redteam/matrix/real-data.ts';
import { describeRealData, realFile } from '../../support/real-data.ts';

test('published data that nobody has makes no rows', async () => {
  expect(await runRealData('/nowhere', Date.now())).toEqual([]);
});

const FILES = ['ring', 'organic_viral', 'suspected'].map((name) => `github_stars/${name}_stars.csv`);
describeRealData('published data in the matrix', [...FILES, 'reddit_ira/accounts.csv'], () => {
  test('accuses whom its publishers accuse, and nobody else', async () => {
    const rows = await runRealData(realFile(''), Date.now());
    expect(rows).toHaveLength(5);
    for (const { honest, coordinated, about } of rows) if (honest) expect(coordinated.share, about).toBe(0);
    const ring = rows.find(({ about }) => about.startsWith('ring'));
    expect(ring?.accounts).toBe(237);
    expect(ring?.coordinated.share).toBeGreaterThanOrEqual(0.9);
  });
});
