-- Where people work and as what, who answers for whom, and what was changed
-- about them. Days are texts, 2027-01-31; '' is not said.

CREATE TABLE person_role_new (
	person_id TEXT NOT NULL REFERENCES person (id),
	role      TEXT NOT NULL
	          CHECK (role IN ('author', 'host', 'organiser', 'supervisor',
	                          'admin')),
	PRIMARY KEY (person_id, role)
);
INSERT INTO person_role_new (person_id, role)
SELECT person_id, role FROM person_role;
DROP TABLE person_role;
ALTER TABLE person_role_new RENAME TO person_role;

-- What somebody is employed as; '' is not known.
ALTER TABLE person ADD COLUMN kind TEXT NOT NULL DEFAULT ''
	CHECK (kind IN ('', 'pns', 'cpns', 'pppk', 'pppk-part', 'other'));
-- 1: registered for an event in three fields, without an account.
ALTER TABLE person ADD COLUMN guest INTEGER NOT NULL DEFAULT 0;
-- The account that took this one over; it is disabled then.
ALTER TABLE person ADD COLUMN merged_into TEXT REFERENCES person (id);
-- BKN's id of the person (pnsOrangId), for exports; '' is not known.
ALTER TABLE person ADD COLUMN siasn TEXT NOT NULL DEFAULT '';
-- Lists are by name and leave guests out.
CREATE INDEX person_listed ON person (guest, search, id);
CREATE INDEX person_listed_agency ON person (guest, agency_id, search, id);

CREATE TABLE org_unit (
	id         TEXT PRIMARY KEY,
	agency_id  TEXT NOT NULL REFERENCES agency (id),
	parent_id  TEXT REFERENCES org_unit (id),
	name       TEXT NOT NULL CHECK (name <> ''),
	created_at BIGINT NOT NULL,
	closed_at  BIGINT
);
CREATE INDEX org_unit_agency ON org_unit (agency_id, parent_id, name);

-- Of an agency; NULL: of all.
CREATE TABLE job (
	id         TEXT PRIMARY KEY,
	agency_id  TEXT REFERENCES agency (id),
	name       TEXT NOT NULL CHECK (name <> ''),
	kind       TEXT NOT NULL CHECK (kind IN ('managerial', 'functional',
	                                         'executive', 'other')),
	created_at BIGINT NOT NULL,
	closed_at  BIGINT
);
CREATE INDEX job_agency ON job (agency_id, name);

-- From a day on somebody works in that unit, in that job; until a day, or still.
CREATE TABLE membership (
	id         TEXT PRIMARY KEY,
	person_id  TEXT NOT NULL REFERENCES person (id),
	unit_id    TEXT NOT NULL REFERENCES org_unit (id),
	job_id     TEXT REFERENCES job (id),
	from_day   TEXT NOT NULL,
	until_day  TEXT,
	created_by TEXT REFERENCES person (id),
	created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX membership_now ON membership (person_id)
	WHERE until_day IS NULL;
CREATE INDEX membership_unit ON membership (unit_id, until_day);
CREATE INDEX membership_job ON membership (job_id, until_day);
CREATE INDEX membership_person ON membership (person_id, from_day);

-- A supervisor sees the people of that unit and of those below it.
CREATE TABLE supervision (
	person_id TEXT NOT NULL REFERENCES person (id),
	unit_id   TEXT NOT NULL REFERENCES org_unit (id),
	PRIMARY KEY (person_id, unit_id)
);
CREATE INDEX supervision_unit ON supervision (unit_id);

-- What was changed about a person. Rows are added, never changed. No NIP stands
-- in `words`.
CREATE TABLE person_event (
	id        TEXT PRIMARY KEY,
	person_id TEXT NOT NULL REFERENCES person (id),
	-- NULL: the command line.
	by_id     TEXT REFERENCES person (id),
	kind      TEXT NOT NULL,
	words     TEXT NOT NULL,
	at        BIGINT NOT NULL
);
CREATE INDEX person_event_person ON person_event (person_id, at);
