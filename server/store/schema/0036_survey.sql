-- Surveys that organisers write, and answers that nobody can be told by.

CREATE TABLE survey (
	id         TEXT PRIMARY KEY,
	agency_id  TEXT NOT NULL REFERENCES agency (id),
	title      TEXT NOT NULL CHECK (title <> ''),
	about      TEXT NOT NULL,
	-- What it is for: how something was, or what somebody needs.
	purpose    TEXT NOT NULL CHECK (purpose IN ('feedback', 'needs')),
	-- 0: answers bear names, and whoever answers is told so.
	anonymous  INTEGER NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
	-- When it was first opened; NULL: never, it is a draft.
	opened_at  BIGINT,
	closes_at  BIGINT,
	revision   BIGINT NOT NULL,
	created_by TEXT REFERENCES person (id),
	created_at BIGINT NOT NULL,
	updated_at BIGINT NOT NULL
);
CREATE INDEX survey_agency ON survey (agency_id, updated_at);
CREATE INDEX survey_open ON survey (state, opened_at);

-- What it is attached to: whom it asks.
CREATE TABLE survey_target (
	survey_id TEXT NOT NULL REFERENCES survey (id),
	kind      TEXT NOT NULL CHECK (kind IN ('module', 'event', 'programme',
	                                        'unit', 'job')),
	ref       TEXT NOT NULL,
	PRIMARY KEY (survey_id, kind, ref)
);
CREATE INDEX survey_target_ref ON survey_target (kind, ref);

-- What it asks, JSON. A change after the first answer is another row.
CREATE TABLE survey_version (
	id         TEXT PRIMARY KEY,
	survey_id  TEXT NOT NULL REFERENCES survey (id),
	number     INTEGER NOT NULL,
	form       TEXT NOT NULL,
	created_by TEXT REFERENCES person (id),
	created_at BIGINT NOT NULL,
	UNIQUE (survey_id, number)
);

-- That somebody has answered, and neither what nor when.
CREATE TABLE survey_ticket (
	survey_id TEXT NOT NULL REFERENCES survey (id),
	person_id TEXT NOT NULL REFERENCES person (id),
	PRIMARY KEY (survey_id, person_id)
);
CREATE INDEX survey_ticket_person ON survey_ticket (person_id);

-- Of surveys that bear names.
CREATE TABLE survey_named (
	version_id TEXT NOT NULL REFERENCES survey_version (id),
	person_id  TEXT NOT NULL REFERENCES person (id),
	batch_id   TEXT REFERENCES batch (id),
	unit_id    TEXT REFERENCES org_unit (id),
	answers    TEXT NOT NULL,
	at         BIGINT NOT NULL,
	PRIMARY KEY (version_id, person_id)
);
CREATE INDEX survey_named_person ON survey_named (person_id);

-- Answers without names (training/ballot.h). Those that wait until they can hide
-- each other are one text a box, sealed by a key that no row holds, and written
-- anew with each, so that neither a row nor its place tells which came when.
CREATE TABLE ballot_box (
	-- 'survey' (a version of one), 'unit' (of a module), 'event'.
	source    TEXT NOT NULL CHECK (source IN ('survey', 'unit', 'event')),
	source_id TEXT NOT NULL,
	waiting   TEXT NOT NULL,
	PRIMARY KEY (source, source_id)
);

-- Five answers or more that were counted together, and never alone: of a batch
-- and a unit where all of them were, else NULL. Every answer is in one block
-- only, so no difference of two sums tells of fewer than five. The id is drawn
-- at random.
CREATE TABLE ballot_block (
	id        TEXT PRIMARY KEY,
	source    TEXT NOT NULL,
	source_id TEXT NOT NULL,
	batch_id  TEXT REFERENCES batch (id),
	unit_id   TEXT REFERENCES org_unit (id),
	size      INTEGER NOT NULL,
	-- {question: {choice: count}}
	tally     TEXT NOT NULL
);
CREATE INDEX ballot_block_source ON ballot_block (source, source_id);
CREATE INDEX ballot_block_batch ON ballot_block (batch_id);

CREATE TABLE ballot_text (
	id       TEXT PRIMARY KEY,
	block_id TEXT NOT NULL REFERENCES ballot_block (id),
	question TEXT NOT NULL,
	words    TEXT NOT NULL
);
CREATE INDEX ballot_text_block ON ballot_text (block_id);
