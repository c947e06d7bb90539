-- How far each source has been stored. Written after the rows that it speaks of, so it never promises too much;
-- readers take the highest, which is true whoever wrote it. ORDER BY serves the one query: where to resume.
CREATE TABLE IF NOT EXISTS offsets
(
    source String,
    partition Int32,
    -- the first offset that is not stored
    next_offset UInt64,
    written_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree(next_offset)
ORDER BY (source, partition)
SETTINGS non_replicated_deduplication_window = 10000;

-- How `raw` holds the bytes: text = as they are, base64 = they are no UTF-8, none = there were none (a tombstone).
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS encoding LowCardinality(String) DEFAULT 'text';

-- The kind of mistake, without the message's own values; empty = not said.
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS kind LowCardinality(String) DEFAULT '';

-- When the bytes were taken in after all.
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS replayed_at Nullable(DateTime64(3, 'UTC')) DEFAULT NULL;
