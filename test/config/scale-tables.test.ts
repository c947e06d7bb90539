import { expect, test } from 'vitest';
import { pageWithTables, readPage } from '../../scripts/write-scale-tables.ts';

test('the tables of docs/scale.md are what its figures make them', () => {
  const page = readPage();
  // If this fails: node scripts/write-scale-tables.ts
  expect(page).toBe(pageWithTables(page));
});
