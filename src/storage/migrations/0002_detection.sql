-- What a detection cycle writes, whole and versioned: rows belong to a run, and a run counts once it stands in `runs`.

CREATE TABLE IF NOT EXISTS runs
(
    run_id String,
    model_version String,
    window_from DateTime64(3, 'UTC'),
    window_to DateTime64(3, 'UTC'),
    horizon String,
    finished_at DateTime64(3, 'UTC'),
    summary String CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(finished_at)
ORDER BY run_id
SETTINGS non_replicated_deduplication_window = 10000;

-- Traces that cannot be read out of the events by sorting (families of near copies, registration cohorts).
CREATE TABLE IF NOT EXISTS traces
(
    run_id String,
    kind LowCardinality(String),
    bucket UInt64,
    at DateTime64(3, 'UTC'),
    account_key UInt64,
    event_key UInt64
)
ENGINE = ReplacingMergeTree
ORDER BY (run_id, kind, bucket, at, account_key, event_key)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS edges
(
    run_id String,
    account_a String,
    account_b String,
    trace LowCardinality(String),
    meetings UInt32,
    surprise_nats Float64,
    first_at DateTime64(3, 'UTC'),
    last_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (run_id, account_a, account_b, trace)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS clusters
(
    run_id String,
    cluster_id String,
    campaign_id String,
    size UInt32,
    window_from DateTime64(3, 'UTC'),
    window_to DateTime64(3, 'UTC'),
    surprise_nats Float64
)
ENGINE = ReplacingMergeTree
ORDER BY (run_id, cluster_id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS members
(
    run_id String,
    cluster_id String,
    account_id String,
    membership LowCardinality(String)
)
ENGINE = ReplacingMergeTree
ORDER BY (run_id, cluster_id, account_id)
SETTINGS non_replicated_deduplication_window = 10000;

-- `body` is the verdict line of the contract, as JSON.
CREATE TABLE IF NOT EXISTS verdicts
(
    run_id String,
    cluster_id String,
    campaign_id String,
    verdict LowCardinality(String),
    probability Float64,
    patterns Array(LowCardinality(String)),
    model_version String,
    decided_at DateTime64(3, 'UTC'),
    body String CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
ORDER BY (run_id, cluster_id)
SETTINGS non_replicated_deduplication_window = 10000;
