-- Leaders look at figures and change nothing; an agency may show some to all.
CREATE TABLE person_role_new (
	person_id TEXT NOT NULL REFERENCES person (id),
	role      TEXT NOT NULL
	          CHECK (role IN ('author', 'host', 'organiser', 'supervisor',
	                          'admin', 'leader')),
	PRIMARY KEY (person_id, role)
);
INSERT INTO person_role_new (person_id, role)
SELECT person_id, role FROM person_role;
DROP TABLE person_role;
ALTER TABLE person_role_new RENAME TO person_role;

-- 1: the agency's figures are on its public page.
ALTER TABLE agency ADD COLUMN figures_public INTEGER NOT NULL DEFAULT 0;

-- What that page says, JSON, rounded already (domain/disclosure.h): counted at
-- night, so that all looks of a day are the same.
CREATE TABLE agency_figure (
	agency_id TEXT PRIMARY KEY REFERENCES agency (id),
	figures   TEXT NOT NULL,
	at        BIGINT NOT NULL
);

-- What was learnt between a module's pretest and its quiz, of all versions, as
-- the night counts it (jobs/gains.h): means as shares of 1; people 0 is too few.
CREATE TABLE module_gain (
	module_id TEXT PRIMARY KEY REFERENCES module (id),
	people    INTEGER NOT NULL,
	before    DOUBLE PRECISION NOT NULL,
	after     DOUBLE PRECISION NOT NULL,
	at        BIGINT NOT NULL
);

-- A partner's own modules, and an agency's.
CREATE INDEX module_agency ON module (agency_id, state);
