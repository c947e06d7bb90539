-- A campaign may show as several clusters in one run, and as one on a longer horizon.

-- The other clusters of the run that are parts of it; `cluster_id` is the one that shares most with it.
ALTER TABLE campaigns ADD COLUMN IF NOT EXISTS parts Array(String) DEFAULT [];

-- How long a stretch the run looked at: a longer one sees more of a campaign. 0 in rows from before this column.
ALTER TABLE campaigns ADD COLUMN IF NOT EXISTS span_ms UInt64 DEFAULT 0;
