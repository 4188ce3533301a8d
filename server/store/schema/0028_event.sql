-- Webinars and sessions in a room, who comes, and what is linked to them.

CREATE TABLE event (
	id           TEXT PRIMARY KEY,
	agency_id    TEXT NOT NULL REFERENCES agency (id),
	owner_id     TEXT REFERENCES person (id),
	-- Of its short address, /k/CODE.
	code         TEXT NOT NULL UNIQUE,
	kind         TEXT NOT NULL CHECK (kind IN ('webinar', 'room')),
	title        TEXT NOT NULL CHECK (title <> ''),
	about        TEXT NOT NULL,
	-- Where it is, of a room; '' for a webinar.
	place        TEXT NOT NULL,
	join_url     TEXT NOT NULL,
	starts_at    BIGINT NOT NULL,
	ends_at      BIGINT NOT NULL,
	zone         TEXT NOT NULL CHECK (zone IN ('WIB', 'WITA', 'WIT')),
	-- NULL: as many as like.
	capacity     INTEGER,
	audience     TEXT NOT NULL CHECK (audience IN ('public', 'agency',
	                                               'batch')),
	state        TEXT NOT NULL CHECK (state IN ('draft', 'published',
	                                            'cancelled', 'closed')),
	cancel_why   TEXT NOT NULL,
	-- Who counts as present: at least so many percent of the minutes, where
	-- minutes are known, and so many codes or checks.
	least_percent INTEGER NOT NULL,
	least_checks INTEGER NOT NULL,
	-- Hundredths of a JP; 0: none. What paper those present get, '' for none.
	jp           INTEGER NOT NULL,
	paper        TEXT NOT NULL CHECK (paper IN ('', 'attendance', 'completion',
	                                            'pass')),
	-- 1: only after the survey was answered.
	paper_survey INTEGER NOT NULL,
	-- A module whose quiz must be passed for the paper, or NULL.
	paper_module TEXT REFERENCES module (id),
	competency   TEXT NOT NULL CHECK (competency IN ('technical',
	                                                 'managerial', 'social')),
	-- Of the codes for attendance.
	secret       TEXT NOT NULL,
	-- Counts of its seats, kept with every change of one; and how many
	-- numbers of seats were given.
	registered   INTEGER NOT NULL,
	waiting      INTEGER NOT NULL,
	numbers      INTEGER NOT NULL,
	-- 1 and up with every change that its guests would want to know.
	revision     BIGINT NOT NULL,
	created_at   BIGINT NOT NULL,
	updated_at   BIGINT NOT NULL,
	closed_at    BIGINT
);
CREATE INDEX event_agency ON event (agency_id, starts_at);
CREATE INDEX event_state ON event (state, starts_at);
CREATE INDEX event_end ON event (ends_at);

-- What a short address, /k/CODE, leads to. None is ever given again.
CREATE TABLE short_code (
	code       TEXT PRIMARY KEY,
	kind       TEXT NOT NULL CHECK (kind IN ('event', 'module')),
	ref        TEXT NOT NULL,
	created_at BIGINT NOT NULL,
	UNIQUE (kind, ref)
);

CREATE TABLE speaker (
	id          TEXT PRIMARY KEY,
	agency_id   TEXT NOT NULL REFERENCES agency (id),
	name        TEXT NOT NULL,
	institution TEXT NOT NULL,
	region      TEXT NOT NULL,
	created_at  BIGINT NOT NULL
);
CREATE INDEX speaker_agency ON speaker (agency_id, name);

CREATE TABLE event_speaker (
	event_id   TEXT NOT NULL REFERENCES event (id),
	place      INTEGER NOT NULL,
	speaker_id TEXT NOT NULL REFERENCES speaker (id),
	topic      TEXT NOT NULL,
	PRIMARY KEY (event_id, place)
);
CREATE INDEX event_speaker_speaker ON event_speaker (speaker_id);

-- What is linked before, during and after it.
CREATE TABLE material (
	id         TEXT PRIMARY KEY,
	event_id   TEXT NOT NULL REFERENCES event (id),
	place      INTEGER NOT NULL,
	phase      TEXT NOT NULL CHECK (phase IN ('before', 'during', 'after')),
	kind       TEXT NOT NULL CHECK (kind IN ('module', 'unit', 'file', 'link',
	                                         'recording')),
	title      TEXT NOT NULL,
	module_id  TEXT REFERENCES module (id),
	-- The unit's ident, of kind unit.
	unit_ident TEXT NOT NULL,
	url        TEXT NOT NULL,
	blob       TEXT,
	file_name  TEXT NOT NULL,
	media_type TEXT NOT NULL,
	bytes      BIGINT NOT NULL,
	-- 1: for everybody who sees the event, registered or not.
	open       INTEGER NOT NULL,
	created_at BIGINT NOT NULL
);
CREATE INDEX material_event ON material (event_id, place);
CREATE INDEX material_module ON material (module_id);
CREATE INDEX material_blob ON material (blob);

-- What a guest said of themselves; their name is the person's. Nobody proved it.
CREATE TABLE guest (
	person_id  TEXT PRIMARY KEY REFERENCES person (id),
	nip        TEXT,
	email      TEXT,
	agency     TEXT NOT NULL,
	-- Personal links made under an earlier one are worth nothing.
	epoch      BIGINT NOT NULL,
	-- Made by the form that they filled in, so that sending it twice is once.
	once       TEXT NOT NULL UNIQUE,
	-- A hash of the address it came from, other for each event.
	origin     TEXT NOT NULL,
	created_at BIGINT NOT NULL
);
CREATE INDEX guest_nip ON guest (nip);
CREATE INDEX guest_email ON guest (email, created_at);
CREATE INDEX guest_origin ON guest (origin, created_at);

-- Who comes. A waiting seat moves up when one is given back.
CREATE TABLE seat (
	event_id      TEXT NOT NULL REFERENCES event (id),
	person_id     TEXT NOT NULL REFERENCES person (id),
	state         TEXT NOT NULL CHECK (state IN ('registered', 'waiting',
	                                             'cancelled')),
	-- The order of the waiting list.
	number        INTEGER NOT NULL,
	registered_at BIGINT NOT NULL,
	cancelled_at  BIGINT,
	-- When the join link was first opened; it is not attendance.
	joined_at     BIGINT,
	-- What all presence amounts to: 1 present by the rule; minutes known.
	present       INTEGER NOT NULL,
	minutes       INTEGER,
	checks        INTEGER NOT NULL,
	-- The host's own word: 1 present, 0 absent, NULL none.
	host_word     INTEGER,
	survey_at     BIGINT,
	PRIMARY KEY (event_id, person_id)
);
CREATE INDEX seat_person ON seat (person_id, event_id);
CREATE INDEX seat_state ON seat (event_id, state, number);
