-- Who accompanies whom after training, and figures of the service it is for.

CREATE TABLE mentoring (
	id         TEXT PRIMARY KEY,
	agency_id  TEXT NOT NULL REFERENCES agency (id),
	kind       TEXT NOT NULL CHECK (kind IN ('mentoring', 'coaching')),
	mentor_id  TEXT NOT NULL REFERENCES person (id),
	mentee_id  TEXT NOT NULL REFERENCES person (id),
	-- What it is about; the programme it follows, or NULL.
	topic      TEXT NOT NULL,
	programme_id TEXT REFERENCES programme (id),
	created_by TEXT REFERENCES person (id),
	created_at BIGINT NOT NULL,
	ended_at   BIGINT
);
CREATE INDEX mentoring_agency ON mentoring (agency_id, created_at);
CREATE INDEX mentoring_mentor ON mentoring (mentor_id);
CREATE INDEX mentoring_mentee ON mentoring (mentee_id);

-- The two of them read these, nobody else. Rows are added only.
CREATE TABLE mentoring_note (
	id           TEXT PRIMARY KEY,
	mentoring_id TEXT NOT NULL REFERENCES mentoring (id),
	day          TEXT NOT NULL,
	minutes      INTEGER NOT NULL,
	words        TEXT NOT NULL,
	next_step    TEXT NOT NULL,
	by_id        TEXT NOT NULL REFERENCES person (id),
	at           BIGINT NOT NULL
);
CREATE INDEX mentoring_note_mentoring ON mentoring_note (mentoring_id, day);
CREATE INDEX mentoring_note_by ON mentoring_note (by_id);

CREATE TABLE indicator (
	id           TEXT PRIMARY KEY,
	agency_id    TEXT NOT NULL REFERENCES agency (id),
	programme_id TEXT NOT NULL REFERENCES programme (id),
	name         TEXT NOT NULL CHECK (name <> ''),
	-- What it is counted in ("hari", "%").
	measure      TEXT NOT NULL,
	better       TEXT NOT NULL CHECK (better IN ('lower', 'higher')),
	created_by   TEXT REFERENCES person (id),
	created_at   BIGINT NOT NULL,
	removed_at   BIGINT
);
CREATE INDEX indicator_programme ON indicator (programme_id);

-- Rows are added; one that was wrong is taken back.
CREATE TABLE indicator_value (
	id           TEXT PRIMARY KEY,
	indicator_id TEXT NOT NULL REFERENCES indicator (id),
	phase        TEXT NOT NULL CHECK (phase IN ('before', 'after')),
	day          TEXT NOT NULL,
	value        DOUBLE PRECISION NOT NULL,
	-- Where the figure comes from.
	origin       TEXT NOT NULL,
	by_id        TEXT REFERENCES person (id),
	at           BIGINT NOT NULL,
	taken_back_at BIGINT
);
CREATE INDEX indicator_value_indicator ON indicator_value (indicator_id, day);
