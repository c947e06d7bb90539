-- Keys that a query asks for where there are more than a parameter holds: a job for each question. They go when it is
-- answered; what killed processes left goes after a day.
CREATE TABLE IF NOT EXISTS scratch_keys
(
    job UInt64,
    key UInt64,
    created_at DateTime DEFAULT now()
)
ENGINE = MergeTree
PARTITION BY job
-- Serves the set of one job's keys.
ORDER BY (job, key)
TTL created_at + INTERVAL 1 DAY
SETTINGS non_replicated_deduplication_window = 10000;
