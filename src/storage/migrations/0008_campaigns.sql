-- Campaigns: clusters recognised from run to run. Each run adds a row for each campaign that it saw or that ended in another;
-- all rows of a run are one insert. The state of a campaign is its newest row; whether it sleeps depends on when one asks,
-- so it is no column.
CREATE TABLE IF NOT EXISTS campaigns
(
    campaign_id String,
    -- End of the run's window.
    as_of DateTime64(3, 'UTC'),
    run_id String,
    horizon LowCardinality(String),
    -- Empty where the campaign ended in another.
    cluster_id String,
    change LowCardinality(String),
    -- What it took in, or came out of, in this run.
    others Array(String),
    -- `as_of` of the first run that saw it.
    born_at DateTime64(3, 'UTC'),
    -- First and last act that was seen.
    first_seen DateTime64(3, 'UTC'),
    last_seen DateTime64(3, 'UTC'),
    verdict LowCardinality(String),
    probability Float64,
    patterns Array(LowCardinality(String)),
    accounts UInt32,
    -- Who seems to run it; empty when nothing says so.
    operator_kind LowCardinality(String),
    operator_value String,
    -- Empty where there is none.
    split_from String,
    merged_into String
)
ENGINE = ReplacingMergeTree
-- Serves the state of all campaigns at a moment, and the life of one.
ORDER BY (campaign_id, as_of, run_id)
SETTINGS non_replicated_deduplication_window = 10000;

-- Who was ever in a campaign: a row when an account joins, and one when it becomes a core member.
CREATE TABLE IF NOT EXISTS campaign_members
(
    campaign_id String,
    account_id String,
    membership LowCardinality(String),
    as_of DateTime64(3, 'UTC'),
    run_id String
)
ENGINE = ReplacingMergeTree
-- Serves the members of one campaign, and of all.
ORDER BY (campaign_id, account_id, membership, run_id)
SETTINGS non_replicated_deduplication_window = 10000;
