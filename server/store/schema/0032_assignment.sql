-- Assignments handed in by people or teams, and the discussion of a batch.

CREATE TABLE team (
	id          TEXT PRIMARY KEY,
	batch_id    TEXT NOT NULL REFERENCES batch (id),
	activity_id TEXT NOT NULL REFERENCES activity (id),
	name        TEXT NOT NULL,
	created_at  BIGINT NOT NULL
);
CREATE INDEX team_batch ON team (batch_id, activity_id);

CREATE TABLE team_member (
	team_id   TEXT NOT NULL REFERENCES team (id),
	person_id TEXT NOT NULL REFERENCES person (id),
	PRIMARY KEY (team_id, person_id)
);
CREATE INDEX team_member_person ON team_member (person_id);

-- What was handed in. Every handing-in is a row; the newest counts.
CREATE TABLE submission (
	id          TEXT PRIMARY KEY,
	activity_id TEXT NOT NULL REFERENCES activity (id),
	batch_id    TEXT NOT NULL REFERENCES batch (id),
	-- One of the two.
	person_id   TEXT REFERENCES person (id),
	team_id     TEXT REFERENCES team (id),
	number      INTEGER NOT NULL,
	by_id       TEXT NOT NULL REFERENCES person (id),
	state       TEXT NOT NULL CHECK (state IN ('draft', 'handed', 'returned',
	                                           'marked')),
	words       TEXT NOT NULL,
	revision    BIGINT NOT NULL,
	updated_at  BIGINT NOT NULL,
	handed_at   BIGINT,
	-- What a person gave for each line of the rubric, JSON; and said.
	marks       TEXT,
	points      DOUBLE PRECISION,
	most        DOUBLE PRECISION,
	comment     TEXT NOT NULL,
	marked_by   TEXT REFERENCES person (id),
	marked_at   BIGINT
);
CREATE INDEX submission_activity ON submission (activity_id, batch_id, state);
CREATE INDEX submission_person ON submission (person_id, activity_id);
CREATE INDEX submission_team ON submission (team_id);
-- What waits for a marker, the oldest first.
CREATE INDEX submission_waiting ON submission (handed_at)
 WHERE state = 'handed';

CREATE TABLE submission_file (
	submission_id TEXT NOT NULL REFERENCES submission (id),
	place         INTEGER NOT NULL,
	name          TEXT NOT NULL,
	blob          TEXT NOT NULL,
	media_type    TEXT NOT NULL,
	bytes         BIGINT NOT NULL,
	PRIMARY KEY (submission_id, place)
);
CREATE INDEX submission_file_blob ON submission_file (blob);

CREATE TABLE post (
	id          TEXT PRIMARY KEY,
	activity_id TEXT NOT NULL REFERENCES activity (id),
	batch_id    TEXT NOT NULL REFERENCES batch (id),
	person_id   TEXT NOT NULL REFERENCES person (id),
	parent_id   TEXT REFERENCES post (id),
	words       TEXT NOT NULL,
	at          BIGINT NOT NULL,
	changed_at  BIGINT,
	hidden_at   BIGINT,
	hidden_by   TEXT REFERENCES person (id),
	hidden_why  TEXT NOT NULL
);
CREATE INDEX post_batch ON post (batch_id, activity_id, at);
CREATE INDEX post_parent ON post (parent_id);
CREATE INDEX post_person ON post (person_id, at);

-- Of a batch; its number goes up with whatever changes in it. No row: nobody
-- has written yet.
CREATE TABLE discussion (
	batch_id    TEXT NOT NULL REFERENCES batch (id),
	activity_id TEXT NOT NULL REFERENCES activity (id),
	revision    BIGINT NOT NULL,
	closed_at   BIGINT,
	closed_by   TEXT REFERENCES person (id),
	PRIMARY KEY (batch_id, activity_id)
);
