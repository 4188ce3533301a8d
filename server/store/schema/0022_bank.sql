-- Questions that an agency keeps, apart from any module.
CREATE TABLE bank (
	id          TEXT PRIMARY KEY,
	agency_id   TEXT NOT NULL REFERENCES agency (id),
	-- As quizzes name it.
	name        TEXT NOT NULL,
	-- In lower case: no two of an agency are called alike.
	name_key    TEXT NOT NULL,
	description TEXT NOT NULL,
	created_by  TEXT NOT NULL REFERENCES person (id),
	created_at  BIGINT NOT NULL,
	updated_at  BIGINT NOT NULL,
	UNIQUE (agency_id, name_key)
);

CREATE TABLE bank_question (
	id         TEXT PRIMARY KEY,
	bank_id    TEXT NOT NULL REFERENCES bank (id),
	ident      TEXT NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('active', 'retired')),
	-- The newest version: what is drawn from now on.
	version_id TEXT NOT NULL,
	number     INTEGER NOT NULL,
	type       TEXT NOT NULL,
	-- How its text begins, and all of it in lower case for the search.
	title      TEXT NOT NULL,
	words      TEXT NOT NULL,
	digest     TEXT NOT NULL,
	created_at BIGINT NOT NULL,
	updated_at BIGINT NOT NULL,
	UNIQUE (bank_id, ident)
);
CREATE INDEX bank_question_digest ON bank_question (bank_id, digest);

-- Rows are added, never changed: sittings name them.
CREATE TABLE bank_question_version (
	id          TEXT PRIMARY KEY,
	question_id TEXT NOT NULL REFERENCES bank_question (id),
	number      INTEGER NOT NULL,
	-- JSON, with the key.
	definition  TEXT NOT NULL,
	person_id   TEXT NOT NULL REFERENCES person (id),
	at          BIGINT NOT NULL,
	-- Where it came from, or why it was changed.
	note        TEXT NOT NULL,
	UNIQUE (question_id, number)
);

-- Of the newest version.
CREATE TABLE bank_question_tag (
	question_id TEXT NOT NULL REFERENCES bank_question (id),
	tag         TEXT NOT NULL,
	PRIMARY KEY (question_id, tag)
);
CREATE INDEX bank_question_tag_tag ON bank_question_tag (tag);
