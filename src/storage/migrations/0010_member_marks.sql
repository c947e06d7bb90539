-- Which of the cluster's signals each member bears the mark of, by their ids: evidence lists 20 accounts at most. Empty for those that bear
-- none, and in rows from before this column.
ALTER TABLE members ADD COLUMN IF NOT EXISTS marks Array(LowCardinality(String)) DEFAULT [];
