-- JP: what was earned, by which rule, and what became of it. JP are kept in
-- hundredths.

-- What a thing of that kind earns from a day on. The first rule that fits, the
-- agency's own before that of all (NULL), the later day before the earlier one.
CREATE TABLE jp_rule (
	id         TEXT PRIMARY KEY,
	agency_id  TEXT REFERENCES agency (id),
	source     TEXT NOT NULL CHECK (source IN ('module', 'event', 'programme')),
	form       TEXT NOT NULL CHECK (form IN ('self-paced', 'webinar',
	                                         'in-person', 'blended')),
	from_day   TEXT NOT NULL,
	until_day  TEXT NOT NULL,
	-- 'judged': completed, and passed where something in it is judged here.
	needs      TEXT NOT NULL CHECK (needs IN ('completed', 'passed',
	                                          'judged')),
	-- 1: a pass counts only by scores that our server graded.
	graded     INTEGER NOT NULL,
	-- Hundredths of what the thing says of itself; 100: as it says.
	factor     INTEGER NOT NULL,
	-- What one thing earns at most, hundredths; NULL: no bound.
	most       INTEGER,
	-- Months after which it may be earned again; 0: never.
	renew_months INTEGER NOT NULL,
	-- What paper is given for a module on its own; '' for none. Events and
	-- programmes say it themselves.
	paper      TEXT NOT NULL CHECK (paper IN ('', 'completion', 'pass')),
	created_by TEXT REFERENCES person (id),
	created_at BIGINT NOT NULL,
	ended_at   BIGINT
);
CREATE INDEX jp_rule_source ON jp_rule (source, form, from_day);

-- Rows are added, never changed and never removed; a row is corrected by one
-- that reverses it.
CREATE TABLE jp_entry (
	id         TEXT PRIMARY KEY,
	person_id  TEXT NOT NULL REFERENCES person (id),
	-- As it was when it was earned.
	agency_id  TEXT NOT NULL REFERENCES agency (id),
	unit_id    TEXT REFERENCES org_unit (id),
	kind       TEXT NOT NULL,
	year       INTEGER NOT NULL,
	day        TEXT NOT NULL,
	first_day  TEXT NOT NULL,
	jp         INTEGER NOT NULL,
	source     TEXT NOT NULL CHECK (source IN ('module', 'event', 'programme',
	                                           'manual')),
	source_id  TEXT NOT NULL,
	version_id TEXT,
	title      TEXT NOT NULL,
	organiser  TEXT NOT NULL,
	form       TEXT NOT NULL,
	competency TEXT NOT NULL,
	training_kind INTEGER NOT NULL,
	rule_id    TEXT REFERENCES jp_rule (id),
	-- What shows it: an attempt, a seat, an enrolment.
	evidence   TEXT NOT NULL,
	certificate_id TEXT,
	-- The entry that this one takes back, with its JP below 0.
	reverses   TEXT UNIQUE REFERENCES jp_entry (id),
	reason     TEXT NOT NULL,
	by_id      TEXT REFERENCES person (id),
	at         BIGINT NOT NULL,
	-- Once for one person, thing and renewal, whatever is raced.
	once       TEXT NOT NULL UNIQUE
);
CREATE INDEX jp_entry_person ON jp_entry (person_id, year, jp);
CREATE INDEX jp_entry_agency ON jp_entry (agency_id, year, day, id);
CREATE INDEX jp_entry_source ON jp_entry (source, source_id, person_id);

-- From a year on; hundredths; NULL: none. agency_id NULL: of all.
CREATE TABLE jp_target (
	id         TEXT PRIMARY KEY,
	agency_id  TEXT REFERENCES agency (id),
	kind       TEXT NOT NULL,
	from_year  INTEGER NOT NULL,
	least      INTEGER,
	most       INTEGER,
	-- The regulation it rests on, as people are told.
	basis      TEXT NOT NULL,
	created_by TEXT REFERENCES person (id),
	created_at BIGINT NOT NULL
);
CREATE INDEX jp_target_kind ON jp_target (kind, from_year);

-- How an entry stands with SIASN. Rows are added: the newest counts.
CREATE TABLE jp_status (
	id       TEXT PRIMARY KEY,
	entry_id TEXT NOT NULL REFERENCES jp_entry (id),
	state    TEXT NOT NULL CHECK (state IN ('verified', 'exported', 'accepted',
	                                        'rejected')),
	words    TEXT NOT NULL,
	by_id    TEXT REFERENCES person (id),
	at       BIGINT NOT NULL
);
CREATE INDEX jp_status_entry ON jp_status (entry_id, at);

-- Entries that a regrade or a changed rule would not have made: for whoever
-- decides whether to reverse them.
CREATE TABLE jp_doubt (
	entry_id   TEXT PRIMARY KEY REFERENCES jp_entry (id),
	why        TEXT NOT NULL,
	at         BIGINT NOT NULL,
	settled_at BIGINT,
	settled_by TEXT REFERENCES person (id)
);
CREATE INDEX jp_doubt_open ON jp_doubt (settled_at, at);

-- jenisDiklatId of SIASN, and jenisKursusSertipikat with it: known from
-- programs that others wrote, so an administrator may mend them. `component` is
-- the part of IP ASN's competence that such training feeds.
CREATE TABLE jp_training_kind (
	id        INTEGER PRIMARY KEY,
	name      TEXT NOT NULL CHECK (name <> ''),
	code      TEXT NOT NULL,
	component TEXT NOT NULL CHECK (component IN ('leadership', 'functional',
	                                             'technical', 'seminar'))
);
INSERT INTO jp_training_kind (id, name, code, component) VALUES
	(1, 'Diklat Struktural', '-', 'leadership'),
	(2, 'Diklat Fungsional', 'F', 'functional'),
	(3, 'Diklat Teknis', 'T', 'technical'),
	(4, 'Workshop', 'P', 'seminar'),
	(5, 'Pelatihan Manajerial', '-', 'technical'),
	(6, 'Pelatihan Sosial Kultural', '-', 'technical'),
	(7, 'Sosialisasi', 'P', 'seminar'),
	(8, 'Bimbingan Teknis', 'P', 'seminar'),
	(9, 'Seminar', 'P', 'seminar'),
	(10, 'Magang', 'P', 'seminar');

-- BKN's ids of an agency and its place, for its exports; '' is not known.
CREATE TABLE jp_siasn (
	agency_id   TEXT PRIMARY KEY REFERENCES agency (id),
	instansi_id TEXT NOT NULL,
	lokasi_id   TEXT NOT NULL
);

-- Who took an export with whole NIP along. Rows are added, never changed.
CREATE TABLE jp_look (
	id        TEXT PRIMARY KEY,
	agency_id TEXT NOT NULL REFERENCES agency (id),
	year      INTEGER NOT NULL,
	by_id     TEXT NOT NULL REFERENCES person (id),
	at        BIGINT NOT NULL
);
CREATE INDEX jp_look_agency ON jp_look (agency_id, at);

-- What holds until somebody says otherwise.
INSERT INTO jp_rule (id, source, form, from_day, until_day, needs, graded,
                     factor, renew_months, paper, created_at) VALUES
	('00000000000000000000jpr001', 'module', 'self-paced', '2000-01-01',
	 '9999-12-31', 'judged', 1, 100, 0, 'completion', 0),
	('00000000000000000000jpr002', 'event', 'webinar', '2000-01-01',
	 '9999-12-31', 'completed', 0, 100, 0, '', 0),
	('00000000000000000000jpr003', 'event', 'in-person', '2000-01-01',
	 '9999-12-31', 'completed', 0, 100, 0, '', 0),
	('00000000000000000000jpr004', 'programme', 'self-paced', '2000-01-01',
	 '9999-12-31', 'completed', 0, 100, 0, '', 0),
	('00000000000000000000jpr005', 'programme', 'in-person', '2000-01-01',
	 '9999-12-31', 'completed', 0, 100, 0, '', 0),
	('00000000000000000000jpr006', 'programme', 'blended', '2000-01-01',
	 '9999-12-31', 'completed', 0, 100, 0, '', 0);
INSERT INTO jp_target (id, kind, from_year, least, most, basis, created_at)
VALUES
	('00000000000000000000jpt001', 'pns', 2018, 2000, NULL,
	 'PP 11/2017 jo. PP 17/2020 Pasal 203 ayat (4)', 0),
	('00000000000000000000jpt002', 'pppk', 2019, NULL, 2400,
	 'PP 49/2018 Pasal 40 ayat (1)', 0);
