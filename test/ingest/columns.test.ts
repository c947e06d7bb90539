import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BytesColumn } from '../../src/ingest/arrow/bytes-column.ts';
import { TextListColumn, Uint32ListColumn } from '../../src/ingest/arrow/list-columns.ts';
import { NumberColumn, WideColumn } from '../../src/ingest/arrow/number-columns.ts';
import { createTableBatch } from '../../src/ingest/arrow/table-batch.ts';

// Lone surrogates have no UTF-8; everything else must come back as it went in.
const text = fc
  .oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ maxLength: 80 }))
  .filter((s) => s.isWellFormed());
const row = fc.record({
  text: fc.option(text),
  list: fc.array(text, { maxLength: 4 }),
  bands: fc.array(fc.integer({ min: 0, max: 0xffff_ffff }), { maxLength: 17 }),
  bytes: fc.uint8Array({ maxLength: 70 }),
  int8: fc.integer({ min: -1, max: 1 }),
  uint8: fc.option(fc.integer({ min: 0, max: 1 })),
  hash: fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
  count: fc.option(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
  time: fc.option(fc.integer({ min: 0, max: 4_102_444_800_000 })),
});

const createColumns = () => ({
  text: new BytesColumn('text'),
  list: new TextListColumn(),
  bands: new Uint32ListColumn(),
  bytes: new BytesColumn('bytes'),
  int8: new NumberColumn('int8'),
  uint8: new NumberColumn('uint8'),
  hash: new WideColumn('uint64'),
  count: new WideColumn('int64'),
  time: new WideColumn('time'),
});

test('what is pushed is read back by the Arrow library, batch after batch', () => {
  const batch = createTableBatch(createColumns());
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 90 }),
      (rows, times) => {
        const all = Array.from({ length: times }, () => rows).flat();
        for (const each of all) {
          const c = batch.columns;
          c.text.push(each.text);
          c.list.push(each.list);
          c.bands.push(Uint32Array.from(each.bands));
          c.bytes.pushBytes(each.bytes);
          c.int8.push(each.int8);
          c.uint8.push(each.uint8);
          if (each.hash === null) c.hash.pushNull();
          else c.hash.pushHalves(Number(each.hash & 0xffff_ffffn), Number(each.hash >> 32n));
          c.count.push(each.count);
          c.time.push(each.time);
          batch.rows++;
        }
        const table = tableFromIPC(batch.take());
        expect(table.numRows).toBe(all.length);
        for (const i of [0, all.length >> 1, all.length - 1]) {
          const read = table.get(i)?.toJSON() as Record<string, unknown>;
          const written = all[i];
          expect({
            ...read,
            list: [...(read.list as Iterable<string>)],
            bands: [...(read.bands as Iterable<number>)],
            bytes: [...(read.bytes as Iterable<number>)],
          }).toEqual({
            ...written,
            bytes: [...(written?.bytes ?? [])],
            count: written?.count == null ? null : BigInt(written.count),
          });
        }
        expect(batch.rows).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});
