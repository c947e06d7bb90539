-- What was planned, what was done about accounts, and what became of it at the platform.
CREATE TABLE IF NOT EXISTS sanction_plans
(
    plan_id String,
    policy_hash String,
    run_id String,
    made_at DateTime64(3, 'UTC'),
    made_by String,
    -- The policy and the plan as JSON, whole: what is applied is what was planned.
    policy String CODEC(ZSTD(1)),
    body String CODEC(ZSTD(1)),
    -- The verdict lines that it rests on, as they were: retention may take the run.
    evidence String CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
ORDER BY plan_id
SETTINGS non_replicated_deduplication_window = 10000;

-- The ledger: a chain in which each row's hash covers the one before. The deduplication token of an insert is the number of
-- its first row, so that of two jobs which write after the same row one is told to look again.
CREATE TABLE IF NOT EXISTS sanction_ledger
(
    seq UInt64,
    prev_hash String,
    hash String,
    -- Never before the row before, whatever the clock of the job says.
    at DateTime64(3, 'UTC'),
    entry LowCardinality(String),
    -- The idempotency key of what is done or taken back; empty where nothing is.
    key String,
    plan_id String,
    campaign_id String,
    account_id String,
    measure LowCardinality(String),
    actor String,
    -- All else as canonical JSON (RFC 8785).
    body String CODEC(ZSTD(1))
)
ENGINE = MergeTree
-- Serves the end of the chain, and the chain in order.
ORDER BY seq
SETTINGS non_replicated_deduplication_window = 100000;

-- Attempts to tell the platform, and what it answered. At least once: a receiver acts once for each key.
CREATE TABLE IF NOT EXISTS sanction_deliveries
(
    key String,
    outlet LowCardinality(String),
    attempt UInt32,
    -- sent, failed (will be tried again), dead (will not), done and refused (the platform's answer)
    status LowCardinality(String),
    at DateTime64(3, 'UTC'),
    detail String
)
ENGINE = ReplacingMergeTree
ORDER BY (key, outlet, attempt, status)
SETTINGS non_replicated_deduplication_window = 10000;
