-- Units of cmi5 that a learner need not do.
ALTER TABLE au ADD COLUMN waived INTEGER NOT NULL DEFAULT 0;

-- Who said so, and why. Rows are added, never changed and never removed.
CREATE TABLE waiver (
	id         TEXT PRIMARY KEY,
	attempt_id TEXT NOT NULL REFERENCES attempt (id),
	-- As it was when it was waived: a minor change takes the attempt along.
	unit_id    TEXT NOT NULL REFERENCES unit (id),
	person_id  TEXT NOT NULL REFERENCES person (id),
	reason     TEXT NOT NULL,
	at         BIGINT NOT NULL
);
CREATE INDEX waiver_attempt ON waiver (attempt_id);
