-- Actions in the order of their hour, so that a window costs what is in it and not what is stored. What is stored moves into a
-- new table, which then takes the name; a consumer may go on writing meanwhile. Killed anywhere and begun again, nothing is
-- lost and nothing counts twice: rows that were moved already fold. While it runs, actions take twice their room on disk.

CREATE TABLE IF NOT EXISTS actions_by_hour
(
    event_id String,
    event_key UInt64 MATERIALIZED sipHash64(event_id),
    account_id String,
    account_key UInt64 MATERIALIZED sipHash64(account_id),
    action LowCardinality(String),
    target_id String,
    target_account_id String,
    occurred_at DateTime64(3, 'UTC'),
    text String CODEC(ZSTD(1)),
    topics Array(String),
    urls Array(String),
    url_domains Array(String),
    media Array(String),
    -- keyed hashes; 0 = absent
    ip UInt64,
    network UInt64,
    device UInt64,
    user_agent LowCardinality(String),
    -- -1 = not said
    ai_explicit Int8,
    ai_implicit Int8,
    ai_generated Int8,
    -- MinHash of the folded text: 16 bands for LSH, 64 bytes to verify; empty = too short to prove anything
    text_bands Array(UInt32) CODEC(NONE),
    text_signature String CODEC(NONE),
    source LowCardinality(String),
    partition Int32,
    offset Int64,
    row_hash UInt64 MATERIALIZED sipHash64(account_id, action, target_id, target_account_id, occurred_at, text, topics, urls, media, ip, device)
)
ENGINE = ReplacingMergeTree(row_hash)
-- Serves reads of a window of time, with FINAL, which folds rows that claim one event in one hour; readers fold the rest.
ORDER BY (intDiv(toUnixTimestamp64Milli(occurred_at), 3600000), event_key, event_id)
SETTINGS non_replicated_deduplication_window = 10000;

-- while: SELECT 1 FROM system.tables WHERE database = currentDatabase() AND name IN ('actions', 'actions_local') AND sorting_key LIKE 'event_key%'
INSERT INTO actions_by_hour (event_id, account_id, action, target_id, target_account_id, occurred_at, text, topics, urls, url_domains, media, ip, network, device,
    user_agent, ai_explicit, ai_implicit, ai_generated, text_bands, text_signature, source, partition, offset)
SELECT event_id, account_id, action, target_id, target_account_id, occurred_at, text, topics, urls, url_domains, media, ip, network, device,
    user_agent, ai_explicit, ai_implicit, ai_generated, text_bands, text_signature, source, partition, offset
FROM actions
SETTINGS distributed_foreground_insert = 1;

-- while: SELECT 1 FROM system.tables WHERE database = currentDatabase() AND name IN ('actions', 'actions_local') AND sorting_key LIKE 'event_key%'
EXCHANGE TABLES actions AND actions_by_hour;

-- What a consumer wrote into the old table since the new one was made.
INSERT INTO actions (event_id, account_id, action, target_id, target_account_id, occurred_at, text, topics, urls, url_domains, media, ip, network, device,
    user_agent, ai_explicit, ai_implicit, ai_generated, text_bands, text_signature, source, partition, offset)
SELECT event_id, account_id, action, target_id, target_account_id, occurred_at, text, topics, urls, url_domains, media, ip, network, device,
    user_agent, ai_explicit, ai_implicit, ai_generated, text_bands, text_signature, source, partition, offset
FROM actions_by_hour
WHERE _part IN (
    SELECT name FROM system.parts
    WHERE active AND database = currentDatabase() AND table IN ('actions_by_hour', 'actions_by_hour_local')
      AND modification_time >= (
          SELECT min(metadata_modification_time) FROM system.tables
          WHERE database = currentDatabase() AND name IN ('actions', 'actions_local')
      )
)
SETTINGS distributed_foreground_insert = 1;

DROP TABLE IF EXISTS actions_by_hour;
