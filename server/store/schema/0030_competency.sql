-- What people should be able to do, and what shows that they are.

-- Of an agency; NULL: of all.
CREATE TABLE competency (
	id          TEXT PRIMARY KEY,
	agency_id   TEXT REFERENCES agency (id),
	-- "KI.T1": by which modules of our format name it.
	code        TEXT NOT NULL UNIQUE,
	name        TEXT NOT NULL CHECK (name <> ''),
	kind        TEXT NOT NULL CHECK (kind IN ('technical', 'managerial',
	                                          'social')),
	description TEXT NOT NULL,
	created_at  BIGINT NOT NULL,
	closed_at   BIGINT
);
CREATE INDEX competency_kind ON competency (kind, name);

-- Those of Permenpan RB 38/2017, which every job has; technical ones are made by
-- each field and agency.
INSERT INTO competency (id, agency_id, code, name, kind, description,
                        created_at)
VALUES
	('0000000000KOMPETENSI000001', NULL, 'MAN.1', 'Integritas',
	 'managerial', '', 0),
	('0000000000KOMPETENSI000002', NULL, 'MAN.2', 'Kerja sama',
	 'managerial', '', 0),
	('0000000000KOMPETENSI000003', NULL, 'MAN.3', 'Komunikasi',
	 'managerial', '', 0),
	('0000000000KOMPETENSI000004', NULL, 'MAN.4', 'Orientasi pada hasil',
	 'managerial', '', 0),
	('0000000000KOMPETENSI000005', NULL, 'MAN.5', 'Pelayanan publik',
	 'managerial', '', 0),
	('0000000000KOMPETENSI000006', NULL, 'MAN.6', 'Pengembangan diri dan orang lain',
	 'managerial', '', 0),
	('0000000000KOMPETENSI000007', NULL, 'MAN.7', 'Mengelola perubahan',
	 'managerial', '', 0),
	('0000000000KOMPETENSI000008', NULL, 'MAN.8', 'Pengambilan keputusan',
	 'managerial', '', 0),
	('0000000000KOMPETENSI000009', NULL, 'SOS.1', 'Perekat bangsa',
	 'social', '', 0);

CREATE TABLE job_competency (
	job_id        TEXT NOT NULL REFERENCES job (id),
	competency_id TEXT NOT NULL REFERENCES competency (id),
	level         INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
	PRIMARY KEY (job_id, competency_id)
);

CREATE TABLE module_competency (
	module_id     TEXT NOT NULL REFERENCES module (id),
	competency_id TEXT NOT NULL REFERENCES competency (id),
	level         INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
	PRIMARY KEY (module_id, competency_id)
);
CREATE INDEX module_competency_competency ON module_competency (competency_id);

-- What somebody has shown. Rows are added, never changed.
CREATE TABLE person_competency (
	id            TEXT PRIMARY KEY,
	person_id     TEXT NOT NULL REFERENCES person (id),
	competency_id TEXT NOT NULL REFERENCES competency (id),
	level         INTEGER NOT NULL CHECK (level BETWEEN 0 AND 5),
	-- By what: a module, a programme, or an assessor's word (level 0 takes it
	-- back).
	source        TEXT NOT NULL CHECK (source IN ('module', 'programme',
	                                              'assessor')),
	source_id     TEXT NOT NULL,
	reason        TEXT NOT NULL,
	by_id         TEXT REFERENCES person (id),
	at            BIGINT NOT NULL,
	-- Once for one person, competency and what showed it; NULL of assessors.
	once          TEXT UNIQUE
);
CREATE INDEX person_competency_person ON person_competency (person_id);
