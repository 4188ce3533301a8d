-- Ids are 26 characters made by us; moments are ms since 1970, UTC; yes and no
-- are 1 and 0. Text that is compared without regard to case is stored in lower
-- case. Nothing is made by the engine.

CREATE TABLE setting (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
);

CREATE TABLE agency (
	id         TEXT PRIMARY KEY,
	name       TEXT NOT NULL CHECK (name <> ''),
	kind       TEXT NOT NULL CHECK (kind IN ('agency', 'partner')),
	help       TEXT NOT NULL,
	created_at BIGINT NOT NULL
);

CREATE TABLE person (
	id                TEXT PRIMARY KEY,
	agency_id         TEXT NOT NULL REFERENCES agency (id),
	name              TEXT NOT NULL CHECK (name <> ''),
	login             TEXT NOT NULL UNIQUE,
	nip               TEXT UNIQUE,
	email             TEXT UNIQUE,
	-- Name, login and e-mail in lower case.
	search            TEXT NOT NULL,
	password          TEXT,
	must_set_password INTEGER NOT NULL,
	-- Tokens made under an earlier epoch are worth nothing.
	epoch             BIGINT NOT NULL,
	disabled_at       BIGINT,
	created_at        BIGINT NOT NULL
);
CREATE INDEX person_name ON person (agency_id, name);

CREATE TABLE person_role (
	person_id TEXT NOT NULL REFERENCES person (id),
	role      TEXT NOT NULL
	          CHECK (role IN ('author', 'host', 'supervisor', 'admin')),
	PRIMARY KEY (person_id, role)
);

-- A session is kept for a while after its end, so that its tokens are refused
-- for the right reason.
CREATE TABLE session (
	id          TEXT PRIMARY KEY,
	person_id   TEXT NOT NULL REFERENCES person (id),
	cookie_hash TEXT NOT NULL UNIQUE,
	secret_hash TEXT NOT NULL,
	created_at  BIGINT NOT NULL,
	seen_at     BIGINT NOT NULL,
	expires_at  BIGINT NOT NULL,
	ended_at    BIGINT,
	user_agent  TEXT NOT NULL,
	address     TEXT NOT NULL
);
CREATE INDEX session_person ON session (person_id, ended_at);

CREATE TABLE signin_link (
	token_hash TEXT PRIMARY KEY,
	person_id  TEXT NOT NULL REFERENCES person (id),
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	used_at    BIGINT
);

CREATE TABLE module (
	id           TEXT PRIMARY KEY,
	agency_id    TEXT NOT NULL REFERENCES agency (id),
	owner_id     TEXT REFERENCES person (id),
	title        TEXT NOT NULL,
	description  TEXT NOT NULL,
	-- Title and description in lower case.
	search       TEXT NOT NULL,
	state        TEXT NOT NULL
	             CHECK (state IN ('draft', 'published', 'closed')),
	-- The version that those who start now get.
	version_id   TEXT,
	allow_popups INTEGER NOT NULL,
	allow_hosts  TEXT NOT NULL,
	created_at   BIGINT NOT NULL,
	updated_at   BIGINT NOT NULL
);
CREATE INDEX module_state ON module (state, updated_at);

CREATE TABLE version (
	id         TEXT PRIMARY KEY,
	module_id  TEXT NOT NULL REFERENCES module (id),
	number     INTEGER NOT NULL,
	standard   TEXT NOT NULL,
	title      TEXT NOT NULL,
	bytes      BIGINT NOT NULL,
	files      INTEGER NOT NULL,
	units      INTEGER NOT NULL,
	-- The outline and the activity tree, as JSON.
	tree       TEXT NOT NULL,
	report     TEXT NOT NULL,
	-- Of all paths and blobs: the same package imported again is known by it.
	digest     TEXT NOT NULL,
	created_by TEXT REFERENCES person (id),
	created_at BIGINT NOT NULL,
	UNIQUE (module_id, number)
);
CREATE INDEX version_digest ON version (digest);

CREATE TABLE unit (
	id         TEXT PRIMARY KEY,
	version_id TEXT NOT NULL REFERENCES version (id),
	position   INTEGER NOT NULL,
	ident      TEXT NOT NULL,
	title      TEXT NOT NULL,
	kind       TEXT NOT NULL,
	href       TEXT NOT NULL,
	bytes      BIGINT NOT NULL,
	-- What the run-time needs to know beforehand, as JSON.
	launch     TEXT NOT NULL,
	UNIQUE (version_id, ident),
	UNIQUE (version_id, position)
);

CREATE TABLE version_file (
	version_id TEXT NOT NULL REFERENCES version (id),
	path       TEXT NOT NULL,
	blob       TEXT NOT NULL,
	size       BIGINT NOT NULL,
	media_type TEXT NOT NULL,
	PRIMARY KEY (version_id, path)
);
CREATE INDEX version_file_blob ON version_file (blob);

CREATE TABLE attempt (
	id         TEXT PRIMARY KEY,
	person_id  TEXT NOT NULL REFERENCES person (id),
	module_id  TEXT NOT NULL REFERENCES module (id),
	version_id TEXT NOT NULL REFERENCES version (id),
	number     INTEGER NOT NULL,
	unit_id    TEXT REFERENCES unit (id),
	units_done INTEGER NOT NULL,
	completion TEXT NOT NULL,
	success    TEXT NOT NULL,
	scaled     DOUBLE PRECISION,
	-- Where the learner stands in the activity tree, as JSON.
	activity   TEXT NOT NULL,
	started_at BIGINT NOT NULL,
	last_at    BIGINT NOT NULL,
	UNIQUE (person_id, module_id, number)
);
CREATE INDEX attempt_person ON attempt (person_id, last_at);

-- One launch of a unit, with the last item that arrived from it.
CREATE TABLE run (
	id         TEXT PRIMARY KEY,
	attempt_id TEXT NOT NULL REFERENCES attempt (id),
	unit_id    TEXT NOT NULL REFERENCES unit (id),
	started_at BIGINT NOT NULL,
	sequence   BIGINT NOT NULL,
	saved_at   BIGINT,
	time_ms    BIGINT NOT NULL,
	ended      INTEGER NOT NULL,
	item       TEXT
);
CREATE INDEX run_attempt ON run (attempt_id, unit_id);

-- What the unit's runs amount to, by domain/progress.c. The package's own data
-- are in the item of run_id, the newest run that saved anything.
CREATE TABLE progress (
	attempt_id TEXT NOT NULL REFERENCES attempt (id),
	unit_id    TEXT NOT NULL REFERENCES unit (id),
	run_id     TEXT NOT NULL REFERENCES run (id),
	completion TEXT NOT NULL,
	success    TEXT NOT NULL,
	scaled     DOUBLE PRECISION,
	raw        DOUBLE PRECISION,
	score_min  DOUBLE PRECISION,
	score_max  DOUBLE PRECISION,
	measure    DOUBLE PRECISION,
	location   TEXT,
	time_ms    BIGINT NOT NULL,
	source     TEXT NOT NULL CHECK (source IN ('package', 'server')),
	saved_at   BIGINT NOT NULL,
	PRIMARY KEY (attempt_id, unit_id)
);

CREATE TABLE import (
	id         TEXT PRIMARY KEY,
	person_id  TEXT NOT NULL REFERENCES person (id),
	agency_id  TEXT NOT NULL REFERENCES agency (id),
	name       TEXT NOT NULL,
	state      TEXT NOT NULL,
	-- The module this is to be a new version of; NULL: a new module.
	target_id  TEXT REFERENCES module (id),
	bytes      BIGINT NOT NULL,
	module_id  TEXT REFERENCES module (id),
	version_id TEXT REFERENCES version (id),
	-- {"code","file","id","en"} of a refusal, as JSON, with both sentences.
	fault      TEXT,
	created_at BIGINT NOT NULL,
	updated_at BIGINT NOT NULL
);
CREATE INDEX import_person ON import (person_id, created_at);
