-- A question that was wrong, as it is graded and shown from then on. The version
-- itself does not change. Rows are added; only how far the regrading has come
-- is written to them.
CREATE TABLE quiz_fix (
	id        TEXT PRIMARY KEY,
	module_id TEXT NOT NULL REFERENCES module (id),
	unit_id   TEXT NOT NULL REFERENCES unit (id),
	question  TEXT NOT NULL,
	-- "unit", or "bank:ID:VERSION".
	source    TEXT NOT NULL,
	before    TEXT NOT NULL,
	after     TEXT NOT NULL,
	reason    TEXT NOT NULL,
	person_id TEXT NOT NULL REFERENCES person (id),
	at        BIGINT NOT NULL,
	-- 1: every sitting is graded anew; else those up to `reached` are.
	done      INTEGER NOT NULL,
	reached   TEXT NOT NULL
);
CREATE INDEX quiz_fix_unit ON quiz_fix (unit_id, at);
CREATE INDEX quiz_fix_module ON quiz_fix (module_id, at);
CREATE INDEX quiz_fix_going ON quiz_fix (id) WHERE done = 0;

-- Sittings whose score it changed.
CREATE TABLE quiz_fix_line (
	fix_id        TEXT NOT NULL REFERENCES quiz_fix (id),
	sitting_id    TEXT NOT NULL REFERENCES sitting (id),
	points_before DOUBLE PRECISION,
	points_after  DOUBLE PRECISION,
	scaled_before DOUBLE PRECISION,
	scaled_after  DOUBLE PRECISION,
	passed_before INTEGER,
	passed_after  INTEGER,
	PRIMARY KEY (fix_id, sitting_id)
);
