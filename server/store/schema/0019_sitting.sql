-- One learner's go at a quiz or a case: what was asked, what was answered, what
-- came of it.
CREATE TABLE sitting (
	id         TEXT PRIMARY KEY,
	attempt_id TEXT NOT NULL REFERENCES attempt (id),
	-- As it was when the sitting began, since its questions are meant. A minor
	-- change takes the attempt to another version, where the ident is the same.
	unit_id    TEXT NOT NULL REFERENCES unit (id),
	unit_ident TEXT NOT NULL,
	person_id  TEXT NOT NULL REFERENCES person (id),
	module_id  TEXT NOT NULL REFERENCES module (id),
	-- 1 and up, of this person at this unit.
	number     INTEGER NOT NULL,
	kind       TEXT NOT NULL CHECK (kind IN ('quiz', 'case')),
	state      TEXT NOT NULL
	           CHECK (state IN ('open', 'ended', 'waiting', 'graded')),
	-- Of who only looks at a version; counts nowhere.
	preview    INTEGER NOT NULL,
	-- What was drawn and shuffled, so that it can be shown again; JSON.
	paper      TEXT NOT NULL,
	-- By question, or the way through a case; JSON.
	responses  TEXT NOT NULL,
	place      TEXT,
	began_at   BIGINT NOT NULL,
	deadline   BIGINT,
	ended_at   BIGINT,
	-- When the learner first saw what came of it.
	seen_at    BIGINT,
	-- How long after the deadline the last answer that counts arrived.
	late_ms    BIGINT NOT NULL,
	points     DOUBLE PRECISION,
	most       DOUBLE PRECISION,
	scaled     DOUBLE PRECISION,
	passed     INTEGER,
	UNIQUE (attempt_id, unit_ident, number)
);
CREATE UNIQUE INDEX sitting_open ON sitting (attempt_id, unit_ident)
	WHERE state = 'open';
CREATE INDEX sitting_due ON sitting (deadline) WHERE state = 'open';
CREATE INDEX sitting_person ON sitting (person_id, module_id, unit_ident);
CREATE INDEX sitting_unit ON sitting (unit_id, id);

-- What each question of an ended sitting was given, or each choice on the way
-- through a case.
CREATE TABLE sitting_mark (
	sitting_id TEXT NOT NULL REFERENCES sitting (id),
	place      INTEGER NOT NULL,
	-- The question's ident; in a case the node's.
	question   TEXT NOT NULL,
	-- "unit", or "bank:ID:VERSION".
	source     TEXT NOT NULL,
	points     DOUBLE PRECISION,
	most       DOUBLE PRECISION NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('right', 'partial', 'wrong',
	                                          'empty', 'waiting')),
	time_ms    BIGINT NOT NULL,
	-- What was chosen, by the author's places and not by the learner's; JSON.
	-- In a case the choices' own ids.
	choice     TEXT,
	-- What a person gave for each line of the rubric, JSON, and said.
	rubric     TEXT,
	comment    TEXT NOT NULL,
	marked_by  TEXT REFERENCES person (id),
	marked_at  BIGINT,
	-- Goes up with each change by a person.
	revision   INTEGER NOT NULL,
	PRIMARY KEY (sitting_id, place)
);
CREATE INDEX sitting_mark_waiting ON sitting_mark (sitting_id)
	WHERE state = 'waiting';

-- What markers gave. Rows are added, never changed.
CREATE TABLE mark_change (
	id         TEXT PRIMARY KEY,
	sitting_id TEXT NOT NULL REFERENCES sitting (id),
	question   TEXT NOT NULL,
	person_id  TEXT NOT NULL REFERENCES person (id),
	rubric     TEXT NOT NULL,
	comment    TEXT NOT NULL,
	at         BIGINT NOT NULL
);
CREATE INDEX mark_change_sitting ON mark_change (sitting_id);

-- More time or more sittings for one person. Rows are added, never changed: the
-- newest counts.
CREATE TABLE quiz_leave (
	id             TEXT PRIMARY KEY,
	module_id      TEXT NOT NULL REFERENCES module (id),
	unit_ident     TEXT NOT NULL,
	person_id      TEXT NOT NULL REFERENCES person (id),
	extra_minutes  INTEGER NOT NULL,
	extra_attempts INTEGER NOT NULL,
	reason         TEXT NOT NULL,
	given_by       TEXT NOT NULL REFERENCES person (id),
	at             BIGINT NOT NULL
);
CREATE INDEX quiz_leave_person ON quiz_leave (module_id, person_id, unit_ident);
