-- What people need to learn, who said so, and what became of it.

CREATE TABLE need (
	id         TEXT PRIMARY KEY,
	agency_id  TEXT NOT NULL REFERENCES agency (id),
	title      TEXT NOT NULL CHECK (title <> ''),
	about      TEXT NOT NULL,
	topic      TEXT NOT NULL CHECK (topic IN ('', 'it', 'public-service',
	                                          'leadership', 'finance', 'other')),
	-- Whose need: of a unit, of a job, of either, or (NULL) of all.
	unit_id    TEXT REFERENCES org_unit (id),
	job_id     TEXT REFERENCES job (id),
	cause      TEXT NOT NULL CHECK (cause IN ('proposal', 'survey', 'interview',
	                                          'discussion', 'regulation',
	                                          'followup')),
	-- The survey, or '': of one that organisers wrote its id, of a module's or
	-- an event's "module:" or "event:" and the id.
	cause_id   TEXT NOT NULL,
	-- The regulation that changed, as people cite it; '' is none.
	regulation TEXT NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('open', 'planned', 'answered',
	                                          'declined', 'merged')),
	merged_into TEXT REFERENCES need (id),
	-- What became of it, as everybody may read.
	outcome    TEXT NOT NULL,
	supporters INTEGER NOT NULL,
	created_by TEXT REFERENCES person (id),
	created_at BIGINT NOT NULL,
	decided_by TEXT REFERENCES person (id),
	updated_at BIGINT NOT NULL,
	revision   BIGINT NOT NULL
);
CREATE INDEX need_agency ON need (agency_id, state, supporters);
CREATE INDEX need_new ON need (agency_id, created_at);
CREATE INDEX need_unit ON need (unit_id);
CREATE INDEX need_merged ON need (merged_into);
CREATE INDEX need_creator ON need (created_by, created_at);

CREATE TABLE need_support (
	need_id   TEXT NOT NULL REFERENCES need (id),
	person_id TEXT NOT NULL REFERENCES person (id),
	at        BIGINT NOT NULL,
	PRIMARY KEY (need_id, person_id)
);
CREATE INDEX need_support_person ON need_support (person_id);

-- What interviews and group discussions brought; it may belong to a need.
CREATE TABLE need_finding (
	id        TEXT PRIMARY KEY,
	agency_id TEXT NOT NULL REFERENCES agency (id),
	need_id   TEXT REFERENCES need (id),
	kind      TEXT NOT NULL CHECK (kind IN ('interview', 'discussion')),
	day       TEXT NOT NULL,
	unit_id   TEXT REFERENCES org_unit (id),
	topic     TEXT NOT NULL,
	-- Who was asked, in words ("enam petugas loket").
	who       TEXT NOT NULL,
	words     TEXT NOT NULL,
	by_id     TEXT REFERENCES person (id),
	at        BIGINT NOT NULL
);
CREATE INDEX need_finding_agency ON need_finding (agency_id, day);
CREATE INDEX need_finding_need ON need_finding (need_id);

-- The modules and programmes that answer it.
CREATE TABLE need_answer (
	need_id TEXT NOT NULL REFERENCES need (id),
	kind    TEXT NOT NULL CHECK (kind IN ('module', 'programme')),
	ref     TEXT NOT NULL,
	by_id   TEXT REFERENCES person (id),
	at      BIGINT NOT NULL,
	PRIMARY KEY (need_id, kind, ref)
);
CREATE INDEX need_answer_ref ON need_answer (kind, ref);

-- What happened to it. Rows are added only.
CREATE TABLE need_event (
	id      TEXT PRIMARY KEY,
	need_id TEXT NOT NULL REFERENCES need (id),
	by_id   TEXT REFERENCES person (id),
	kind    TEXT NOT NULL,
	words   TEXT NOT NULL,
	at      BIGINT NOT NULL
);
CREATE INDEX need_event_need ON need_event (need_id, at);
