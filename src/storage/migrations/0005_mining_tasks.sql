-- Mining split over workers: what is to be mined, what each part found, and which parts are done. Rows of a job go when
-- it is finished; what killed processes left goes after a day.

CREATE TABLE IF NOT EXISTS mining_rows
(
    job UInt64,
    bucket UInt32,
    at Float64,
    account UInt32,
    owner UInt32,
    created_at DateTime DEFAULT now()
)
ENGINE = MergeTree
PARTITION BY job
-- Serves reading one job in the order that miners want.
ORDER BY (job, bucket, at, account)
TTL created_at + INTERVAL 1 DAY
SETTINGS non_replicated_deduplication_window = 10000;

-- Two workers that were given the same part find the same edges, which fold into one.
CREATE TABLE IF NOT EXISTS mining_edges
(
    job UInt64,
    a UInt32,
    b UInt32,
    meetings UInt32,
    surprise Float64,
    first_at Float64,
    last_at Float64,
    created_at DateTime DEFAULT now()
)
ENGINE = ReplacingMergeTree
PARTITION BY job
-- Serves reading one job's edges with FINAL, in order of the pair.
ORDER BY (job, a, b)
TTL created_at + INTERVAL 1 DAY
SETTINGS non_replicated_deduplication_window = 10000;

-- Written after a part's edges: only parts that stand here count.
CREATE TABLE IF NOT EXISTS mining_parts
(
    job UInt64,
    part UInt32,
    stats String,
    created_at DateTime DEFAULT now()
)
ENGINE = ReplacingMergeTree
PARTITION BY job
ORDER BY (job, part)
TTL created_at + INTERVAL 1 DAY
SETTINGS non_replicated_deduplication_window = 10000;
