-- A version whose files were removed to make room: its row stays, since what
-- happened to its module names it. Nobody is on it, and nobody can be.
ALTER TABLE version ADD COLUMN removed_at BIGINT;
ALTER TABLE version ADD COLUMN removed_by TEXT REFERENCES person (id);
