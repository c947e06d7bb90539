-- Where the report of a week went: a row when an outlet has taken it. Who delivers claims it first (table claims).
CREATE TABLE IF NOT EXISTS report_deliveries
(
    week String,
    outlet String,
    delivered_at DateTime64(3, 'UTC'),
    -- SHA-256 of what was delivered.
    content_hash String
)
ENGINE = ReplacingMergeTree
ORDER BY (week, outlet)
SETTINGS non_replicated_deduplication_window = 10000;
