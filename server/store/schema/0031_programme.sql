-- Programmes, their runs, and who takes part.

CREATE TABLE programme (
	id          TEXT PRIMARY KEY,
	agency_id   TEXT NOT NULL REFERENCES agency (id),
	owner_id    TEXT REFERENCES person (id),
	title       TEXT NOT NULL CHECK (title <> ''),
	purpose     TEXT NOT NULL,
	methods     TEXT NOT NULL,
	about       TEXT NOT NULL,
	mode        TEXT NOT NULL CHECK (mode IN ('online', 'in-person',
	                                          'blended')),
	state       TEXT NOT NULL CHECK (state IN ('draft', 'published', 'closed')),
	-- Complete: all required activities, and at least so many of the others.
	least_optional INTEGER NOT NULL,
	-- Hundredths; what is earned, and what paper is given ('' for none).
	jp          INTEGER NOT NULL,
	paper       TEXT NOT NULL CHECK (paper IN ('', 'completion', 'pass')),
	-- Of the passed quizzes, in percent, for the paper 'pass'; NULL: none.
	pass_mark   INTEGER,
	competency  TEXT NOT NULL CHECK (competency IN ('technical', 'managerial',
	                                                'social')),
	-- jenisDiklatId of SIASN (ASN.md 2.6).
	training_kind INTEGER NOT NULL,
	revision    BIGINT NOT NULL,
	created_at  BIGINT NOT NULL,
	updated_at  BIGINT NOT NULL
);
CREATE INDEX programme_agency ON programme (agency_id, state, title);

CREATE TABLE programme_competency (
	programme_id  TEXT NOT NULL REFERENCES programme (id),
	competency_id TEXT NOT NULL REFERENCES competency (id),
	level         INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
	PRIMARY KEY (programme_id, competency_id)
);

-- In order. An event is chosen for each batch (batch_event).
CREATE TABLE activity (
	id           TEXT PRIMARY KEY,
	programme_id TEXT NOT NULL REFERENCES programme (id),
	place        INTEGER NOT NULL,
	kind         TEXT NOT NULL CHECK (kind IN ('module', 'event', 'quiz',
	                                           'survey', 'assignment',
	                                           'discussion')),
	title        TEXT NOT NULL,
	about        TEXT NOT NULL,
	required     INTEGER NOT NULL,
	-- The activity that must be done first, or NULL.
	after_id     TEXT REFERENCES activity (id),
	-- Days after the batch begins; NULL: when the batch ends.
	due_days     INTEGER,
	-- Of kind module, quiz and survey; of a quiz or survey also the unit.
	module_id    TEXT REFERENCES module (id),
	unit_ident   TEXT NOT NULL,
	-- 1: has to be passed, not only completed.
	must_pass    INTEGER NOT NULL,
	-- Of an assignment or a discussion: what it asks, JSON.
	setting      TEXT NOT NULL,
	removed_at   BIGINT
);
CREATE INDEX activity_programme ON activity (programme_id, place);
CREATE INDEX activity_module ON activity (module_id);

CREATE TABLE batch (
	id           TEXT PRIMARY KEY,
	programme_id TEXT NOT NULL REFERENCES programme (id),
	agency_id    TEXT NOT NULL REFERENCES agency (id),
	name         TEXT NOT NULL CHECK (name <> ''),
	starts_at    BIGINT NOT NULL,
	ends_at      BIGINT NOT NULL,
	-- 1: who likes may enrol themselves until then.
	self_enrol   INTEGER NOT NULL,
	enrol_until  BIGINT,
	capacity     INTEGER,
	state        TEXT NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
	-- Counts of its enrolments, kept with every change of one.
	enrolled     INTEGER NOT NULL,
	begun        INTEGER NOT NULL,
	completed    INTEGER NOT NULL,
	created_by   TEXT REFERENCES person (id),
	created_at   BIGINT NOT NULL,
	updated_at   BIGINT NOT NULL
);
CREATE INDEX batch_programme ON batch (programme_id, starts_at);
CREATE INDEX batch_agency ON batch (agency_id, state, ends_at);

CREATE TABLE batch_event (
	batch_id    TEXT NOT NULL REFERENCES batch (id),
	activity_id TEXT NOT NULL REFERENCES activity (id),
	event_id    TEXT NOT NULL REFERENCES event (id),
	PRIMARY KEY (batch_id, activity_id)
);
CREATE INDEX batch_event_event ON batch_event (event_id);

CREATE TABLE enrolment (
	id           TEXT PRIMARY KEY,
	batch_id     TEXT NOT NULL REFERENCES batch (id),
	person_id    TEXT NOT NULL REFERENCES person (id),
	-- Where they worked when they were enrolled; NULL: nowhere.
	unit_id      TEXT REFERENCES org_unit (id),
	how          TEXT NOT NULL CHECK (how IN ('person', 'unit', 'job', 'roster',
	                                          'self')),
	by_id        TEXT REFERENCES person (id),
	at           BIGINT NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('active', 'withdrawn',
	                                            'completed')),
	-- In percent of what is required; begun_at NULL: not yet.
	progress     INTEGER NOT NULL,
	begun_at     BIGINT,
	completed_at BIGINT,
	passed       INTEGER,
	withdrawn_at BIGINT,
	-- A deadline of one's own, where it is later than the others'.
	until        BIGINT,
	-- 1: how they stand is to be found out anew, in the background.
	due          INTEGER NOT NULL,
	UNIQUE (batch_id, person_id)
);
CREATE INDEX enrolment_due ON enrolment (id) WHERE due = 1;
CREATE INDEX enrolment_person ON enrolment (person_id, state);
CREATE INDEX enrolment_batch ON enrolment (batch_id, state);
CREATE INDEX enrolment_unit ON enrolment (unit_id, batch_id);

-- How one stands in each activity; no row: not begun.
CREATE TABLE activity_state (
	enrolment_id TEXT NOT NULL REFERENCES enrolment (id),
	activity_id  TEXT NOT NULL REFERENCES activity (id),
	state        TEXT NOT NULL CHECK (state IN ('begun', 'waiting', 'done')),
	-- Thousandths of it that are done: domain/programme.h.
	share        INTEGER NOT NULL,
	scaled       DOUBLE PRECISION,
	at           BIGINT NOT NULL,
	PRIMARY KEY (enrolment_id, activity_id)
);
