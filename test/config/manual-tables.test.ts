import { expect, test } from 'vitest';
import { manualWithTables, readManual } from '../../scripts/write-manual-tables.ts';

test('the tables of settings and metrics in docs/operations.md are those of the code', () => {
  const manual = readManual();
  // If this fails: node scripts/write-manual-tables.ts
  expect(manual).toBe(manualWithTables(manual));
});
