-- While an event goes on: attendance, questions; and what it was answered.

-- A moment at which those present are asked for a code: one that goes all along
-- ('door') or one that is opened for a while ('moment').
CREATE TABLE presence_check (
	id        TEXT PRIMARY KEY,
	event_id  TEXT NOT NULL REFERENCES event (id),
	kind      TEXT NOT NULL CHECK (kind IN ('door', 'moment')),
	number    INTEGER NOT NULL,
	opens_at  BIGINT NOT NULL,
	closes_at BIGINT NOT NULL,
	created_by TEXT REFERENCES person (id),
	UNIQUE (event_id, number)
);

-- What speaks for somebody's presence. Rows are added; one that was wrong gets a
-- row that takes it back.
CREATE TABLE presence (
	id        TEXT PRIMARY KEY,
	event_id  TEXT NOT NULL REFERENCES event (id),
	person_id TEXT NOT NULL REFERENCES person (id),
	source    TEXT NOT NULL CHECK (source IN ('code', 'host', 'file')),
	check_id  TEXT REFERENCES presence_check (id),
	-- By a file; of `host` 1 is present and 0 absent.
	minutes   INTEGER,
	-- By a file: between which moments, where it says so.
	from_at   BIGINT,
	until_at  BIGINT,
	-- Of a code: when it was first shown.
	shown_at  BIGINT,
	-- Once for one person and check, once for one line of a file.
	once      TEXT UNIQUE,
	-- The row that this one takes back.
	undoes    TEXT UNIQUE REFERENCES presence (id),
	reason    TEXT NOT NULL,
	by_id     TEXT REFERENCES person (id),
	at        BIGINT NOT NULL,
	-- A hash of the address it came from, other for each event.
	origin    TEXT NOT NULL
);
CREATE INDEX presence_event ON presence (event_id, person_id);
CREATE INDEX presence_time ON presence (event_id, at);

CREATE TABLE attendance_file (
	id       TEXT PRIMARY KEY,
	event_id TEXT NOT NULL REFERENCES event (id),
	format   TEXT NOT NULL CHECK (format IN ('zoom', 'meet', 'teams')),
	name     TEXT NOT NULL,
	-- A hash of its bytes: the same file is taken once.
	digest   TEXT NOT NULL,
	state    TEXT NOT NULL CHECK (state IN ('review', 'taken', 'dropped')),
	by_id    TEXT REFERENCES person (id),
	at       BIGINT NOT NULL
);
CREATE INDEX attendance_file_event ON attendance_file (event_id, at);

CREATE TABLE attendance_line (
	file_id   TEXT NOT NULL REFERENCES attendance_file (id),
	place     INTEGER NOT NULL,
	name      TEXT NOT NULL,
	email     TEXT NOT NULL,
	minutes   INTEGER NOT NULL,
	joined_at BIGINT,
	left_at   BIGINT,
	-- Whom it is taken for; NULL: nobody.
	person_id TEXT REFERENCES person (id),
	-- sure: by e-mail or the same name; likely: to be looked at.
	state     TEXT NOT NULL CHECK (state IN ('sure', 'likely', 'unknown',
	                                         'confirmed', 'refused')),
	PRIMARY KEY (file_id, place)
);

CREATE TABLE event_question (
	id          TEXT PRIMARY KEY,
	event_id    TEXT NOT NULL REFERENCES event (id),
	person_id   TEXT NOT NULL REFERENCES person (id),
	words       TEXT NOT NULL,
	votes       INTEGER NOT NULL,
	at          BIGINT NOT NULL,
	answered_at BIGINT,
	hidden_at   BIGINT
);
CREATE INDEX event_question_event ON event_question (event_id, votes);

CREATE TABLE event_vote (
	question_id TEXT NOT NULL REFERENCES event_question (id),
	person_id   TEXT NOT NULL REFERENCES person (id),
	PRIMARY KEY (question_id, person_id)
);

-- As survey_answer: neither a person nor a moment.
CREATE TABLE event_answer (
	id       INTEGER PRIMARY KEY,
	event_id TEXT NOT NULL REFERENCES event (id),
	answers  TEXT NOT NULL,
	told     INTEGER NOT NULL
);
CREATE INDEX event_answer_event ON event_answer (event_id, told);

-- 1: minutes and checks are both asked for; 0: minutes where they are known, and
-- checks where they are not.
ALTER TABLE event ADD COLUMN least_both INTEGER NOT NULL DEFAULT 0;
-- 1: it is over, and what follows from its seats was seen to.
ALTER TABLE event ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
CREATE INDEX event_settled ON event (settled, ends_at);
