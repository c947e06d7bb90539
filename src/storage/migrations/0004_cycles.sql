-- What cycles need beside their results: who leads, which run stands for a cycle, and what was published of it.

-- Facts of which there can be only one: the deduplication token of an insert is its name and number, so that the first
-- insert wins and every later one does nothing. The window is as many claims as a process may sleep through.
CREATE TABLE IF NOT EXISTS claims
(
    name LowCardinality(String),
    number UInt64,
    holder String,
    value String,
    claimed_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = MergeTree
-- Serves the newest claim of a name.
ORDER BY (name, number)
SETTINGS non_replicated_deduplication_window = 100000;

-- Signs of life of leaders; only the last of an epoch matters.
CREATE TABLE IF NOT EXISTS leases
(
    name LowCardinality(String),
    epoch UInt64,
    beat UInt64,
    holder String,
    released UInt8
)
ENGINE = ReplacingMergeTree(beat)
ORDER BY (name, epoch)
SETTINGS non_replicated_deduplication_window = 10000;

-- The last message about each cluster on each horizon, written once Kafka has it. `body` is the message of the contract;
-- clusters that are gone keep their row, so that nothing older takes its place.
CREATE TABLE IF NOT EXISTS published_verdicts
(
    horizon LowCardinality(String),
    cluster_id String,
    as_of DateTime64(3, 'UTC'),
    change LowCardinality(String),
    idempotency_key String,
    content String,
    run_id String,
    found_as String,
    account_ids Array(String) CODEC(ZSTD(1)),
    body String CODEC(ZSTD(1)),
    published_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(as_of)
-- Serves the state of one horizon, read with FINAL.
ORDER BY (horizon, cluster_id)
SETTINGS non_replicated_deduplication_window = 10000;
